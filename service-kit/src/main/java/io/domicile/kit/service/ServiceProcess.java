package io.domicile.kit.service;

import io.domicile.kit.admin.AdminEndpoint;
import io.domicile.kit.admin.AdminServer;
import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.metrics.ProcessMeters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that runs services until it is told to stop, by SIGTERM or SIGINT, or until one of them dies.
 *
 * <ol>
 *   <li>The admin server comes first and goes last, so that a slow start and a slow stop can be watched.
 *   <li>Services start in the order given and close in reverse, each within {@link #CLOSE_TIMEOUT}; one that does not
 *       is left behind, and the rest still closes.
 *   <li>A service that fails to start, or is no longer alive, stops the process.
 * </ol>
 */
public final class ServiceProcess {

    /** Exit status after a stop that was asked for, and in which every service closed. */
    public static final int SUCCESS = 0;

    /** Exit status where a service failed to start, died, or did not close. */
    public static final int FAILURE = 1;

    /** How long one service may take to close. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(500);

    private final List<NamedService> services;
    private final StopRequest stop;
    private final ServiceCloser closer;
    private final ProcessHealth health;

    ServiceProcess(List<NamedService> services, StopRequest stop, Duration closeTimeout) {
        this.services = List.copyOf(services);
        this.stop = stop;
        this.closer = new ServiceCloser(closeTimeout);
        this.health = new ProcessHealth(services);
    }

    /**
     * Runs the services; blocks until the process is to exit with the status returned. Takes over SIGTERM and SIGINT.
     *
     * @throws io.domicile.kit.admin.AdminServerException if the admin server's address cannot be bound; no service has
     *     been started then, and none is closed
     */
    public static int run(List<NamedService> services, AdminConfig admin, ProcessMeters meters) {
        return new ServiceProcess(services, StopRequest.ofSignals(), CLOSE_TIMEOUT).run(admin, meters::scrape);
    }

    int run(AdminConfig admin, Supplier<String> scrape) {
        List<AdminEndpoint> endpoints = services.stream()
                .flatMap(named -> named.service().endpoints().stream())
                .toList();
        try (AdminServer server = AdminServer.start(admin, health, scrape, endpoints)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.HOST, admin.host())
                    .addKeyValue(LogKeys.PORT, server.port())
                    .log("health and metrics are served");
            boolean good = runServices();
            int status = good ? SUCCESS : FAILURE;
            LOG.atInfo().addKeyValue(LogKeys.EXIT_STATUS, status).log("process ends");
            return status;
        }
    }

    private boolean runServices() {
        Deque<NamedService> started = new ArrayDeque<>();
        boolean good = false;
        try {
            good = startInto(started) && untilStopOrDeath();
        } finally {
            // Also after an error: what runs on would keep the process up, unwatched
            for (NamedService service : started) {
                good &= closer.close(service);
            }
        }
        return good;
    }

    /** False where a service failed to start; it is among the started ones. The last one started is the first. */
    private boolean startInto(Deque<NamedService> started) {
        for (NamedService service : services) {
            if (stop.isRequested()) {
                return true;
            }
            started.push(service);
            if (!start(service)) {
                return false;
            }
        }
        return true;
    }

    private static boolean start(NamedService named) {
        try {
            named.service().start();
            LOG.atInfo().addKeyValue(LogKeys.SERVICE, named.name()).log("service started");
            return true;
        } catch (RuntimeException failed) {
            LOG.atError()
                    .addKeyValue(LogKeys.SERVICE, named.name())
                    .setCause(failed)
                    .log("service failed to start");
            return false;
        }
    }

    /** False where a service died. */
    private boolean untilStopOrDeath() {
        try {
            while (!stop.await(HEALTH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessHealth.Report report = health.report();
                if (!report.isAlive()) {
                    logDead(report);
                    return false;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private static void logDead(ProcessHealth.Report report) {
        for (ProcessHealth.Entry entry : report.entries()) {
            if (!entry.health().alive()) {
                LOG.atError()
                        .addKeyValue(LogKeys.SERVICE, entry.name())
                        .addKeyValue(
                                LogKeys.REASON, String.join(", ", entry.health().notReady()))
                        .log("service died");
            }
        }
    }
}

package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.ports.PortPlan;
import io.domicile.kit.admin.AdminServer;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.metrics.ProcessMeters;
import io.domicile.kit.service.ProcessHealth;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Everything that runs: three regions, twelve services, one status server. Closing it stops the services before the
 * brokers they use.
 */
public final class World implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int AUDIT_KEY_BYTES = 32;

    private final Deque<AutoCloseable> running;
    private final Regions regions;

    private World(Deque<AutoCloseable> running, Regions regions) {
        this.running = running;
        this.regions = regions;
    }

    /**
     * Returns when every service is ready.
     *
     * @param data where the regions keep their files
     * @param isUnwanted asked between the steps; once it says so, the start is given up
     * @throws IllegalStateException if something did not start or is not ready in time; nothing runs then
     */
    public static World start(PortPlan ports, Path data, BooleanSupplier isUnwanted) {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            ProcessMeters meters = push(running, new ProcessMeters());
            Regions regions = push(running, Regions.start(ports, data));
            ServiceContext context =
                    new ServiceContext(Catalogues.builtIn(), meters.registry(), InstantSource.system());
            giveUpIf(isUnwanted);
            regions.furnish(context.catalogue());
            giveUpIf(isUnwanted);
            Services services = push(running, new Services(regions, context, auditKeys()));
            push(running, AdminServer.start(new StatusAddress(ports.status()), services.health(), meters::scrape));
            services.start();
            awaitReady(services.health(), isUnwanted);
            giveUpIf(isUnwanted);
            return new World(running, regions);
        } catch (RuntimeException failed) {
            closeAll(running, failed);
            throw failed;
        }
    }

    public Regions regions() {
        return regions;
    }

    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("the demo did not stop cleanly");
        closeAll(running, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static void awaitReady(ProcessHealth health, BooleanSupplier isUnwanted) {
        try {
            // The router replaces stream threads that fail; that alone is no reason to give up
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(READY_WITHIN)
                    .until(() -> isUnwanted.getAsBoolean() || health.report().isReady());
        } catch (ConditionTimeoutException notReady) {
            throw new IllegalStateException(
                    "not ready after " + READY_WITHIN.toSeconds() + " s: "
                            + health.ready().json(),
                    notReady);
        }
    }

    private static void giveUpIf(BooleanSupplier isUnwanted) {
        if (isUnwanted.getAsBoolean()) {
            throw new IllegalStateException("stopped while starting");
        }
    }

    private static <T extends AutoCloseable> T push(Deque<AutoCloseable> running, T part) {
        running.push(part);
        return part;
    }

    private static void closeAll(Deque<AutoCloseable> running, Exception failure) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception unclosed) {
                failure.addSuppressed(unclosed);
            }
        }
    }

    private static Map<RegionId, String> auditKeys() {
        SecureRandom random = new SecureRandom();
        Map<RegionId, String> keys = new HashMap<>();
        for (RegionId region : Cast.REGIONS) {
            byte[] key = new byte[AUDIT_KEY_BYTES];
            random.nextBytes(key);
            keys.put(region, Base64.getEncoder().encodeToString(key));
        }
        return Map.copyOf(keys);
    }

    private record StatusAddress(int port) implements AdminConfig {

        @Override
        public String host() {
            return "127.0.0.1";
        }
    }
}

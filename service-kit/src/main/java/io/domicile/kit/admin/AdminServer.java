package io.domicile.kit.admin;

import io.domicile.kit.config.AdminConfig;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP side of a process: {@code /health/live}, {@code /health/ready}, {@code /metrics}, and what its services add.
 * Health and metrics are constants and numbers only and need no authentication: bind it where only the operator's tools
 * reach it.
 */
public final class AdminServer implements AutoCloseable {

    private static final int MOST_THREADS = 12;
    private static final int FEWEST_THREADS = 2;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin javalin;

    private AdminServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Binds and serves at once.
     *
     * @param scrape the meters in Prometheus' text format
     * @throws AdminServerException if the address cannot be bound
     */
    public static AdminServer start(AdminConfig config, HealthEndpoints health, Supplier<String> scrape) {
        return start(config, health, scrape, List.of());
    }

    /** As above, with more endpoints; no two of them may have the same path. */
    public static AdminServer start(
            AdminConfig config, HealthEndpoints health, Supplier<String> scrape, List<AdminEndpoint> endpoints) {
        Javalin javalin = Javalin.create(settings -> {
            quiet(settings, config);
            settings.routes.get("/health/live", context -> answer(context, health.live()));
            settings.routes.get("/health/ready", context -> answer(context, health.ready()));
            settings.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(scrape.get()));
            for (AdminEndpoint endpoint : endpoints) {
                settings.routes.get(endpoint.path(), context -> answer(context, endpoint));
            }
        });
        try {
            return new AdminServer(javalin.start(config.host(), config.port()));
        } catch (JavalinBindException notBound) {
            javalin.stop();
            throw new AdminServerException(config.host(), config.port(), notBound);
        }
    }

    private static void quiet(JavalinConfig settings, AdminConfig config) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.jetty.host = config.host();
        settings.jetty.port = config.port();
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setName("domicile-admin");
        threads.setDaemon(true);
        settings.jetty.threadPool = threads;
    }

    private static void answer(Context context, AdminEndpoint endpoint) {
        AdminAnswer answer = endpoint.get(
                new AdminRequest(context.queryParamMap(), Optional.ofNullable(context.header("Authorization"))));
        context.status(answer.status())
                .contentType(JSON)
                .header("Cache-Control", "no-store")
                .result(answer.json());
        if (answer.status() == UNAUTHORIZED) {
            context.header("WWW-Authenticate", "Bearer");
        }
    }

    private static void answer(Context context, HealthEndpoints.Answer answer) {
        context.status(answer.good() ? OK : SERVICE_UNAVAILABLE)
                .contentType(JSON)
                .result(answer.json());
    }

    /** The port it is bound to; differs from the configured one where that is 0. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}

package io.domicile.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.metrics.ProcessMeters;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.NamedService;
import io.domicile.kit.service.ProcessHealth;
import io.domicile.kit.service.Service;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final SettableService bridge = new SettableService();
    private final SettableService router = new SettableService();
    private final ProcessMeters meters = new ProcessMeters();
    private final AdminServer server = AdminServer.start(
            admin(0),
            new ProcessHealth(
                    List.of(new NamedService("bridge eu-west", bridge), new NamedService("router eu-west", router))),
            meters::scrape);

    @AfterEach
    void close() {
        server.close();
        meters.close();
    }

    @Test
    void shouldBeReadyWhereEveryServiceIs() throws Exception {
        HttpResponse<String> response = get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo("{\"ready\":true,\"services\":[{\"name\":\"bridge eu-west\",\"ready\":true,\"reasons\":[]},"
                        + "{\"name\":\"router eu-west\",\"ready\":true,\"reasons\":[]}]}");
    }

    @Test
    void shouldSayWhyItIsNotReadyAndYetBeAlive() throws Exception {
        router.health = Health.notReady("gate-closed", "kafka-unreachable");

        HttpResponse<String> response = get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("{\"name\":\"router eu-west\",\"ready\":false,"
                        + "\"reasons\":[\"gate-closed\",\"kafka-unreachable\"]}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotBeAliveWhereAServiceIsDead() throws Exception {
        bridge.health = Health.dead("fenced");

        HttpResponse<String> response = get("/health/live");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"alive\":false,\"services\":[{\"name\":\"bridge eu-west\",\"alive\":false},"
                        + "{\"name\":\"router eu-west\",\"alive\":true}]}");
    }

    @Test
    void shouldServeTheMetersOfServicesAndProcess() throws Exception {
        Counter.builder("domicile.test.counted")
                .description("Counted by a test.")
                .tag("region", "eu-west")
                .register(meters.registry())
                .increment();

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain")
                .contains("version=0.0.4");
        assertThat(response.body().lines())
                .contains("domicile_test_counted_total{region=\"eu-west\"} 1.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "))
                .anyMatch(line -> line.startsWith("process_cpu_usage "));
    }

    @Test
    void shouldServeNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(http.send(request("/health/live").DELETE().build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isIn(404, 405);
    }

    @Test
    void shouldSayWhichAddressIsTaken() {
        assertThatThrownBy(() -> AdminServer.start(admin(server.port()), new ProcessHealth(List.of()), () -> ""))
                .isInstanceOf(AdminServerException.class)
                .hasMessage("cannot serve health and metrics on 127.0.0.1:" + server.port() + ": is the port taken?");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static AdminConfig admin(int port) {
        return new AdminConfig() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return port;
            }
        };
    }

    private static final class SettableService implements Service {

        private volatile Health health = Health.READY;

        @Override
        public void start() {}

        @Override
        public Health health() {
            return health;
        }

        @Override
        public void close() {}
    }
}

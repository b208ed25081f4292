package io.domicile.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.service.ProcessHealth;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminEndpointTest {

    private static final String TOKEN = "a-token-of-some-length";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AdminServer server = AdminServer.start(
            new AnyPort(),
            new ProcessHealth(List.of()),
            () -> "",
            List.of(
                    new TokenProtected(new Echo("/api/v1/open"), Optional.of(TOKEN), "service.admin.token"),
                    new TokenProtected(new Echo("/api/v1/shut"), Optional.empty(), "service.admin.token")));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldAnswerWhoeverHasTheToken() throws Exception {
        HttpResponse<String> response = get("/api/v1/open?name=a%20b", "Bearer " + TOKEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("[\"a b\"]");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void shouldTurnEverybodyElseAway() throws Exception {
        for (String header : List.of("Bearer " + TOKEN + "x", "Bearer ", "Bearer", TOKEN, "Basic " + TOKEN)) {
            HttpResponse<String> response = get("/api/v1/open?name=secret", header);

            assertThat(response.statusCode()).as(header).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(response.body()).isEqualTo("{\"error\":\"a bearer token is required\"}");
        }
        HttpRequest without = request("/api/v1/open").build();
        assertThat(http.send(without, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldBeClosedWhereNoTokenIsConfigured() throws Exception {
        HttpResponse<String> response = get("/api/v1/shut", "Bearer ");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"error\":\"closed: service.admin.token is not set\"}");
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return http.send(
                request(path).header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private record Echo(String path) implements AdminEndpoint {

        @Override
        public AdminAnswer get(AdminRequest request) {
            return AdminAnswer.ok("[\"" + String.join("\",\"", request.values("name")) + "\"]");
        }
    }

    private static final class AnyPort implements AdminConfig {

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }
    }
}

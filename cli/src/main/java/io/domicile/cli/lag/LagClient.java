package io.domicile.cli.lag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.domicile.cli.text.SafeText;
import io.domicile.replicator.rpo.ReplicationEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a link for its replication status. What goes wrong is an answer too: a watch goes on. */
final class LagClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI question;
    private final String token;

    /** @param base such as {@code http://127.0.0.1:8083} */
    LagClient(URI base, String token, Optional<String> organization) {
        String path = base.toString().replaceAll("/+$", "") + ReplicationEndpoint.PATH;
        this.question = URI.create(organization
                .map(id -> path + "?organization=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .orElse(path));
        this.token = token;
    }

    LagAnswer ask() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(question)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode body = MAPPER.readTree(response.body());
            return response.statusCode() == OK && body.path("replicas").isArray()
                    ? new LagAnswer.Told(body)
                    : new LagAnswer.Untold(status(response, body.path("error").asText("")));
        } catch (JsonProcessingException notJson) {
            return new LagAnswer.Untold("what answers there is no link");
        } catch (IOException unreachable) {
            return new LagAnswer.Untold("no answer: " + unreachable.getClass().getSimpleName());
        }
    }

    private static String status(HttpResponse<String> response, String error) {
        return "status " + response.statusCode() + (error.isEmpty() ? "" : ": " + SafeText.of(error));
    }
}

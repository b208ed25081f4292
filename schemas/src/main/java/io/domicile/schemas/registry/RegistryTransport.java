package io.domicile.schemas.registry;

import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the first of several base URLs that answers, beginning with the one that answered last. An answer
 * that blames the server counts as none; redirects are not followed, so credentials stay with the configured hosts.
 */
final class RegistryTransport {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final SchemaRegistrySettings settings;
    private final HttpClient client;
    private final AtomicInteger preferred = new AtomicInteger();

    RegistryTransport(SchemaRegistrySettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /**
     * @param path absolute below the base URL, already encoded
     * @param body null for none
     * @throws SchemaRegistryException of kind UNAVAILABLE if no base URL gives an answer
     */
    RegistryAnswer send(String method, String path, @Nullable String body) {
        int first = preferred.get();
        SchemaRegistryException failure = null;
        for (int tried = 0; tried < settings.urls().size(); tried++) {
            int index = (first + tried) % settings.urls().size();
            try {
                RegistryAnswer answer = ask(settings.urls().get(index), method, path, body);
                preferred.set(index);
                return answer;
            } catch (SchemaRegistryException unavailable) {
                if (failure != null) {
                    unavailable.addSuppressed(failure);
                }
                failure = unavailable;
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        if (failure == null) {
            throw new IllegalStateException("a schema registry without a URL");
        }
        throw failure;
    }

    private RegistryAnswer ask(URI url, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(settings.requestTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        settings.auth().authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> response = await(url, client.sendAsync(request.build(), BodyHandlers.ofString()));
        int status = response.statusCode();
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            throw unavailable(url, "answered with status " + status, null);
        }
        return new RegistryAnswer(status, response.body());
    }

    /** Waits for the whole answer: the request's own time-out ends with the headers. */
    private <T> T await(URI url, CompletableFuture<T> answer) {
        try {
            return answer.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw unavailable(url, "gave no answer in time", null);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(url, "was not waited for: interrupted", interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException) {
                throw unavailable(url, "could not be asked", cause);
            }
            throw new IllegalStateException("the HTTP client failed", cause);
        }
    }

    private static SchemaRegistryException unavailable(URI url, String what, @Nullable Throwable cause) {
        return new SchemaRegistryException(Kind.UNAVAILABLE, "the schema registry at " + url + " " + what, cause);
    }
}

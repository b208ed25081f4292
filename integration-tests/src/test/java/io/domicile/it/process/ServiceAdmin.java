package io.domicile.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a service says of itself over HTTP. Any thread. */
public final class ServiceAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    ServiceAdmin(URI base) {
        this.base = base;
    }

    /** False also where nobody answers. */
    public boolean isReady() {
        try {
            return readiness() == 200;
        } catch (UncheckedIOException silent) {
            return false;
        }
    }

    /**
     * The status with which readiness is answered.
     *
     * @throws UncheckedIOException if nobody answers
     */
    public int readiness() {
        return get("/health/ready").statusCode();
    }

    /** What it says about its readiness, or that nobody answers. */
    public String whyNotReady() {
        try {
            return get("/health/ready").body();
        } catch (UncheckedIOException silent) {
            return "no answer";
        }
    }

    /**
     * The sum of a meter's values over those series whose labels contain a text; 0 where there are none.
     *
     * @throws UncheckedIOException if nobody answers
     */
    public double metric(String name, String label) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + '{') || line.startsWith(name + ' '))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The whole scrape. */
    public String metrics() {
        return get("/metrics").body();
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}

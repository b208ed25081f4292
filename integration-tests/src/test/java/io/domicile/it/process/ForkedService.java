package io.domicile.it.process;

import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/**
 * A service in a process of its own, started as an operator does: {@code domicile <service> --config <file>}. It can be
 * killed as {@code kill -9} does. Output goes to a file beside the configuration.
 */
final class ForkedService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration READY_PATIENCE = Duration.ofSeconds(90);

    private final String service;
    private final Path configuration;
    private final Path output;
    private final URI readiness;
    private Process process;

    private ForkedService(String service, Path configuration, int adminPort) {
        this.service = service;
        this.configuration = configuration;
        this.readiness = URI.create("http://127.0.0.1:" + adminPort + "/health/ready");
        this.output = configuration.resolveSibling(service + ".out");
        this.process = launch();
    }

    /** @param yaml the configuration, given the port at which the service is to serve its health */
    static ForkedService start(String service, Path directory, IntFunction<String> yaml) {
        int adminPort = FreePorts.one();
        try {
            return new ForkedService(
                    service, Files.writeString(directory.resolve(service + ".yaml"), yaml.apply(adminPort)), adminPort);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until the service says that it is ready. */
    void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(readiness).build();
        Awaitility.await(service + " is ready")
                .atMost(READY_PATIENCE)
                .ignoreExceptions()
                .until(() -> client.send(question, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    /** Ends the process without giving it a chance, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void restart() {
        process = launch();
    }

    /** Sends SIGTERM and returns the exit status. */
    int terminate() {
        process.destroy();
        return awaitEnd();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(service + " did not end within " + PATIENCE);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private Process launch() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try {
            return new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            "io.domicile.cli.Main",
                            service,
                            "--config",
                            configuration.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

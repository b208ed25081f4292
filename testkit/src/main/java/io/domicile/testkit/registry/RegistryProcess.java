package io.domicile.testkit.registry;

import static org.awaitility.Awaitility.await;

import io.domicile.schemas.registry.Authentication;
import io.domicile.schemas.registry.HttpSchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistrySettings;
import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An Apicurio Registry in a process of its own, on 127.0.0.1, with its store in memory and the global compatibility
 * BACKWARD. It dies with {@link #close()}, with an orderly end of this JVM, and, on POSIX systems, also when this JVM is
 * killed: the process watches a pipe that only this JVM holds open.
 */
public final class RegistryProcess implements AutoCloseable {

    /** System property that names the folder with the unpacked registry. */
    public static final String HOME_PROPERTY = "domicile.registry.home";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);

    private final Process process;
    private final URI url;
    private final Thread endWithThisJvm;

    private RegistryProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
        this.endWithThisJvm = new Thread(process::destroyForcibly, "registry-process-end");
    }

    /** Starts on a free port; output goes to a file in the system's folder for temporary files. */
    public static RegistryProcess start() {
        try {
            return start(FreePorts.one(), Files.createTempFile("domicile-registry-", ".log"));
        } catch (IOException noFile) {
            throw new UncheckedIOException(noFile);
        }
    }

    /** Starts from the folder that {@value #HOME_PROPERTY} names. */
    public static RegistryProcess start(int port, Path logFile) {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new IllegalStateException("the system property " + HOME_PROPERTY + " is not set");
        }
        return start(Path.of(home), port, logFile);
    }

    /**
     * Returns when the registry answers.
     *
     * @param home the folder with the unpacked registry
     * @param logFile receives the process's output, appended
     * @throws IllegalStateException if the folder holds no registry, or it ends or does not answer within three minutes
     */
    public static RegistryProcess start(Path home, int port, Path logFile) {
        URI url = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        RegistryProcess registry = new RegistryProcess(launch(RegistryCommand.of(home, port), logFile), url);
        Runtime.getRuntime().addShutdownHook(registry.endWithThisJvm);
        try {
            registry.awaitReady(logFile);
            return registry;
        } catch (RuntimeException | Error failed) {
            registry.close();
            throw failed;
        }
    }

    /** The base URL of the API that Confluent's clients speak. */
    public String url() {
        return url.toString();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** A client without decorators: every question goes to the process. */
    public SchemaRegistry client() {
        return new HttpSchemaRegistry(
                new SchemaRegistrySettings(List.of(url), new Authentication.None(), Duration.ofSeconds(30), 1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor(KILL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already and does what this method did
        }
    }

    private static Process launch(List<String> command, Path logFile) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitReady(Path logFile) {
        SchemaRegistry client = client();
        await("schema registry, output in " + logFile)
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the schema registry ended with status " + process.exitValue()
                                + "; its output is in " + logFile);
                    }
                    return answers(client);
                });
    }

    private static boolean answers(SchemaRegistry client) {
        try {
            client.setGlobalCompatibility(Compatibility.BACKWARD);
            return client.globalCompatibility() == Compatibility.BACKWARD;
        } catch (SchemaRegistryException notYet) {
            return false;
        }
    }
}

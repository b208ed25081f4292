package io.domicile.it.process;

import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A service in a process of its own, started as an operator does: {@code domicile <service> --config <file>}. It can be
 * killed as {@code kill -9} does, and ends with this JVM. Output goes to a file beside the configuration.
 */
public final class ForkedService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration READY_PATIENCE = Duration.ofSeconds(240);

    private final String service;
    private final Path configuration;
    private final Path output;
    private final List<String> options;
    private final ServiceAdmin admin;
    private Process process;

    private ForkedService(String service, Path configuration, int adminPort, List<String> options) {
        this.service = service;
        this.options = List.copyOf(options);
        this.configuration = configuration;
        this.admin = new ServiceAdmin(URI.create("http://127.0.0.1:" + adminPort));
        this.output = Path.of(configuration + ".out");
        this.process = launch();
    }

    /** As {@link #start(String, String, Path, IntFunction)}, the only one of its kind in the directory. */
    public static ForkedService start(String service, Path directory, IntFunction<String> yaml) {
        return start(service, service, directory, yaml);
    }

    /**
     * @param name of its files
     * @param yaml the configuration, given the port at which the service is to serve its health
     */
    public static ForkedService start(String service, String name, Path directory, IntFunction<String> yaml) {
        return start(service, name, directory, yaml, List.of());
    }

    /** The same, with options of the virtual machine. */
    public static ForkedService start(
            String service, String name, Path directory, IntFunction<String> yaml, List<String> options) {
        int adminPort = FreePorts.one();
        try {
            return new ForkedService(
                    service,
                    Files.writeString(directory.resolve(name + ".yaml"), yaml.apply(adminPort)),
                    adminPort,
                    options);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What it says of itself over HTTP. */
    public ServiceAdmin admin() {
        return admin;
    }

    /** Waits until the service says that it is ready. */
    public void awaitReady() {
        try {
            Awaitility.await(service + " is ready").atMost(READY_PATIENCE).until(admin::isReady);
        } catch (ConditionTimeoutException notReady) {
            throw new AssertionError(service + " is not ready: " + admin.whyNotReady() + '\n' + output(), notReady);
        }
    }

    /** Ends the process without giving it a chance, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops the process where it stands, as SIGSTOP does; it knows nothing of it. */
    public void stop() {
        signal("STOP");
    }

    /** Lets a stopped process go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError(service + " could not be sent " + name);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    public void restart() {
        process = launch();
    }

    /** Sends SIGTERM and returns the exit status. */
    public int terminate() {
        // Not by the process itself: that would close its input too, and the watcher would not let it end in order
        process.toHandle().destroy();
        return awaitEnd();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
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
            return new ProcessBuilder(WatchedCommand.of(configuration.toString(), command(classPath)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> command(String classPath) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", classPath, "io.domicile.cli.Main", service, "--config", configuration.toString()));
        return command;
    }
}

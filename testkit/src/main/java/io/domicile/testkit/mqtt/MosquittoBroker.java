package io.domicile.testkit.mqtt;

import static org.awaitility.Awaitility.await;

import io.domicile.testkit.io.ScratchDirectory;
import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The installed mosquitto in a process of its own: MQTT 5 and 3.1.1 on the loopback address, every client admitted,
 * queues and windows without bounds. It dies with {@link #close()} and with this JVM, however that ends.
 */
public final class MosquittoBroker implements MqttBroker {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final int port;
    private final Path configuration;
    private final ScratchDirectory directory;
    private @Nullable Process process;

    private MosquittoBroker(int port, Path configuration, ScratchDirectory directory) {
        this.port = port;
        this.configuration = configuration;
        this.directory = directory;
    }

    /** Whether the program is there: on the path, or where systems keep their services. */
    public static boolean isInstalled() {
        return MosquittoProgram.find().isPresent();
    }

    /**
     * A running broker.
     *
     * @throws IllegalStateException if the program is not installed, or ends instead of listening
     */
    public static MosquittoBroker start(MosquittoOptions options) {
        int port = options.port() == 0 ? FreePorts.one() : options.port();
        ScratchDirectory directory = ScratchDirectory.at(null, "domicile-mosquitto-");
        MosquittoBroker broker = new MosquittoBroker(
                port, MosquittoProgram.writeConfiguration(directory.path(), HOST, port, options), directory);
        try {
            broker.start();
            return broker;
        } catch (RuntimeException | Error failed) {
            broker.close();
            throw failed;
        }
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("the MQTT broker on port " + port + " is running already");
        }
        Process starting = launch();
        process = starting;
        await("mosquitto on port " + port)
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    if (!starting.isAlive()) {
                        throw new IllegalStateException(
                                "mosquitto ended with status " + starting.exitValue() + ": " + output());
                    }
                    return listens();
                });
    }

    /** Ends it with SIGTERM, on which a persistent broker saves what it holds. */
    @Override
    public void stop() {
        end(ProcessHandle::destroy);
    }

    /** Ends it with SIGKILL; does nothing when it is not running. */
    public void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /** What it wrote to its standard output and error. */
    public String output() {
        try {
            return Files.readString(outputFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } finally {
            directory.close();
        }
    }

    private interface Signal {
        void sendTo(ProcessHandle process);
    }

    private void end(Signal signal) {
        Process ending = process;
        if (ending == null) {
            return;
        }
        process = null;
        // Not by the process itself: that would close its input too, and the watcher would not let it save
        signal.sendTo(ending.toHandle());
        try {
            if (!ending.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new IllegalStateException("mosquitto on port " + port + " did not end in " + STOP_TIMEOUT);
            }
        } catch (InterruptedException interrupted) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        String program = MosquittoProgram.find()
                .orElseThrow(() -> new IllegalStateException("mosquitto is not installed"))
                .toString();
        try {
            return new ProcessBuilder(WatchedCommand.of(
                            configuration.toString(), List.of(program, "-c", configuration.toString())))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(outputFile().toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path outputFile() {
        return directory.path().resolve("output");
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}

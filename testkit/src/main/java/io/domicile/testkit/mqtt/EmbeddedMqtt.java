package io.domicile.testkit.mqtt;

import com.hivemq.embedded.EmbeddedHiveMQ;
import io.domicile.testkit.io.ScratchDirectory;
import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * HiveMQ Community Edition in this process: MQTT 5 and 3.1.1 on the loopback address, every client admitted.
 *
 * <p>Several may run at once. {@link #stop()} takes about four seconds, which the broker spends on closing its
 * persistence. One thread at a time.
 */
public final class EmbeddedMqtt implements MqttBroker {

    private static final String HOST = "127.0.0.1";

    private final MqttOptions options;
    private final int port;
    private final ScratchDirectory directory;
    private @Nullable EmbeddedHiveMQ broker;

    private EmbeddedMqtt(MqttOptions options, int port, ScratchDirectory directory) {
        this.options = options;
        this.port = port;
        this.directory = directory;
    }

    /** A running broker. */
    public static EmbeddedMqtt start(MqttOptions options) {
        int port = options.port() == 0 ? FreePorts.one() : options.port();
        EmbeddedMqtt mqtt = new EmbeddedMqtt(options, port, ScratchDirectory.at(options.directory(), "domicile-mqtt-"));
        try {
            mqtt.start();
            return mqtt;
        } catch (RuntimeException failed) {
            mqtt.close();
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
        return broker != null;
    }

    /** Starts a stopped broker on the same port; with {@link MqttOptions.Persistence#FILE}, with what it held. */
    @Override
    public void start() {
        if (broker != null) {
            throw new IllegalStateException("the MQTT broker on port " + port + " is running already");
        }
        Path configuration = directory.path().resolve("conf");
        BrokerConfiguration.write(configuration, HOST, port, options);
        EmbeddedHiveMQ starting = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(subdirectory("data"))
                .withExtensionsFolder(subdirectory("extensions"))
                .withoutLoggingBootstrap()
                .build();
        broker = starting;
        starting.start().join();
    }

    /** Drops all connections and stops; does nothing when it is not running. */
    @Override
    public void stop() {
        EmbeddedHiveMQ stopping = broker;
        if (stopping == null) {
            return;
        }
        broker = null;
        try {
            stopping.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException("the MQTT broker on port " + port + " did not stop cleanly", failed);
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            directory.close();
        }
    }

    private Path subdirectory(String name) {
        try {
            return Files.createDirectories(directory.path().resolve(name));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

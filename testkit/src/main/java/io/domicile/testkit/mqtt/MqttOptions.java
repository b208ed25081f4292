package io.domicile.testkit.mqtt;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EmbeddedMqtt} is set up.
 *
 * @param port 0 takes any free port
 * @param persistence whether sessions and queues survive a restart of the broker
 * @param directory where the broker keeps its files, kept at the end; null for a temporary one
 * @param maximumPacketSize of one MQTT packet, in bytes
 * @param maximumQueueSize messages queued for one session; more are discarded by the broker
 * @param tlsListeners besides the plain one
 */
public record MqttOptions(
        int port,
        Persistence persistence,
        @Nullable Path directory,
        int maximumPacketSize,
        long maximumQueueSize,
        List<TlsListener> tlsListeners) {

    public MqttOptions {
        tlsListeners = List.copyOf(tlsListeners);
    }

    private static final int SIXTEEN_MEBIBYTES = 16 * 1024 * 1024;

    /** Where the broker keeps sessions and queued messages. */
    public enum Persistence {
        IN_MEMORY("in-memory"),
        FILE("file");

        private final String mode;

        Persistence(String mode) {
            this.mode = mode;
        }

        String mode() {
            return mode;
        }
    }

    /** Any free port, in memory, packets of up to 16 MiB, a million queued messages for each session. */
    public static MqttOptions defaults() {
        return new MqttOptions(0, Persistence.IN_MEMORY, null, SIXTEEN_MEBIBYTES, 1_000_000, List.of());
    }

    public MqttOptions withPort(int newPort) {
        return new MqttOptions(newPort, persistence, directory, maximumPacketSize, maximumQueueSize, tlsListeners);
    }

    public MqttOptions withPersistence(Persistence newPersistence) {
        return new MqttOptions(port, newPersistence, directory, maximumPacketSize, maximumQueueSize, tlsListeners);
    }

    public MqttOptions withDirectory(Path newDirectory) {
        return new MqttOptions(port, persistence, newDirectory, maximumPacketSize, maximumQueueSize, tlsListeners);
    }

    public MqttOptions withMaximumPacketSize(int newSize) {
        return new MqttOptions(port, persistence, directory, newSize, maximumQueueSize, tlsListeners);
    }

    public MqttOptions withMaximumQueueSize(long newSize) {
        return new MqttOptions(port, persistence, directory, maximumPacketSize, newSize, tlsListeners);
    }

    public MqttOptions withTlsListeners(TlsListener... listeners) {
        return new MqttOptions(port, persistence, directory, maximumPacketSize, maximumQueueSize, List.of(listeners));
    }
}

package io.domicile.bridge.mqtt;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The bridge's connection to the region's MQTT broker. It speaks MQTT 5; devices may speak 3.1.1 to the broker. */
public interface MqttConfig {

    String host();

    @WithDefault("1883")
    int port();

    /**
     * Id of the broker's session for this bridge; must stay the same over restarts and differ from every other client's.
     * {@code domicile-bridge-<region>} where it is not set.
     */
    Optional<String> clientId();

    /** Needs a password. */
    Optional<String> username();

    Optional<String> password();

    TlsConfig tls();

    /** What to subscribe to; topics that arrive and do not fit the template go to the dead letters. */
    @WithDefault("v1/#")
    String filter();

    /** Messages of quality of service 1 that the broker may have under way to the bridge; 1 to 65535. */
    @WithDefault("512")
    int receiveMaximum();

    /**
     * The largest MQTT packet the broker may send, in bytes. A broker silently discards what is larger, so by default
     * there is no such limit; limit the size of what devices may publish at the broker instead.
     */
    Optional<Integer> maximumPacketSize();

    /** How long the broker keeps the session, and queues messages, while the bridge is away. */
    @WithDefault("1d")
    Duration sessionExpiry();

    @WithDefault("30s")
    Duration keepAlive();

    /** Time-out of connecting and of subscribing. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** The longest time between two attempts to connect; the first comes after 200 ms, each next after twice that. */
    @WithDefault("10s")
    Duration reconnectAtMost();

    /**
     * The user property by which the broker hands over who published a message. When it is set, every message must
     * carry it exactly once, and its organization must be the topic's.
     */
    Optional<String> identityProperty();

    /**
     * A regular expression for the whole value of that property; its group {@code organization} is the organization's
     * id. Where it is not set, the value is.
     */
    Optional<String> identityPattern();
}

package io.domicile.bridge.mqtt;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bridge's connections to the region's MQTT broker. */
public interface MqttConfig {

    String host();

    @WithDefault("1883")
    int port();

    /** Of the protocol that the bridge speaks: {@code 5} or {@code 3.1.1}; devices may speak another. */
    @WithDefault("5")
    String version();

    /**
     * Id of the broker's session for this bridge; must stay the same over restarts and differ from every other client's.
     * {@code domicile-bridge-<region>} where it is not set. With several connections each appends {@code -<n>}.
     */
    Optional<String> clientId();

    /** Needs a password. */
    Optional<String> username();

    Optional<String> password();

    TlsConfig tls();

    /**
     * What to subscribe to, one connection for each; no two may match the same topic. Topics that arrive and do not fit
     * the template go to the dead letters.
     */
    @WithDefault("v1/#")
    List<String> filters();

    /** What sessions of an earlier configuration are still subscribed to; ended at every connection to such a session. */
    Optional<List<String>> unsubscribe();

    /** {@code per-device} or {@code none}. */
    @WithDefault("per-device")
    DeliveryOrder order();

    /** Shared subscriptions instead of plain ones; only where no order is promised. */
    Optional<SharedConfig> shared();

    /**
     * Messages of quality of service 1 that the broker may have under way to the bridge; 1 to 65535. MQTT 3.1.1 has no
     * such limit.
     */
    @WithDefault("65535")
    int receiveMaximum();

    /**
     * Topic of a retained message that says whether the bridge is connected and subscribed; nowhere where it is not set.
     * With several connections each appends {@code /<n>}.
     */
    Optional<String> statusTopic();

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

    /**
     * The largest MQTT packet the broker may send, in bytes. A broker silently discards what is larger, so by default
     * there is no such limit; limit the size of what devices may publish at the broker instead.
     */
    Optional<Integer> maximumPacketSize();

    /**
     * How long the broker keeps the session, and queues messages, while the bridge is away. Over MQTT 3.1.1 that is the
     * broker's own setting.
     */
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
}

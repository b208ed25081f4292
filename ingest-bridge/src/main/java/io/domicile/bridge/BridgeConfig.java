package io.domicile.bridge;

import io.domicile.bridge.mqtt.MqttConfig;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.config.AuditConfig;
import io.domicile.kit.config.PolicyConfig;
import io.domicile.kit.config.RegistryConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configuration of the ingest bridge, root key {@code bridge}. There is no default region. */
@ConfigMapping(prefix = "bridge")
public interface BridgeConfig {

    /** The region this bridge takes messages in for. */
    String region();

    /** Passed through to the Kafka clients; {@code bootstrap.servers} at least. */
    Map<String, String> kafka();

    MqttConfig mqtt();

    WindowConfig window();

    RegistryConfig registry();

    PolicyConfig policy();

    AuditConfig audit();

    AdminConfig admin();

    /** Regions to which a link is configured; messages homed anywhere else are quarantined. */
    Optional<Set<String>> routes();

    /** How a payload is read whose publisher declared no content type: {@code json}, {@code framed-avro}, {@code opaque}. */
    @WithDefault("json")
    PayloadKind defaultPayload();

    /** The largest payload in bytes that is stored; larger ones go to the dead letters. At most 1 MiB. */
    @WithDefault("1048576")
    int maxPayload();

    /** The least time between two notices to a device whose messages are refused. */
    @WithDefault("1h")
    Duration noticeInterval();

    /** The age of an unacknowledged message from which the bridge is not ready. */
    @WithDefault("10s")
    Duration stalledAfter();

    /** How long a stopping bridge waits for Kafka to acknowledge what was received before. */
    @WithDefault("10s")
    Duration stopTimeout();
}

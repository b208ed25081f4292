package io.domicile.bridge;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.domicile.bridge.mqtt.MqttConfig;
import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.residency.region.RegionCatalogue;
import java.time.Duration;
import java.util.Set;

/** What the types of {@link BridgeConfig} cannot say: whether its values are possible, and possible together. */
final class BridgeConfigChecks {

    private static final int MAX_RECEIVE_MAXIMUM = 65_535;
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);
    /** One less than the value that means for ever. */
    private static final Duration LONGEST_EXPIRY = Duration.ofSeconds(0xFFFF_FFFEL);

    private BridgeConfigChecks() {}

    /** Adds every problem it finds. */
    static void check(BridgeConfig config, RegionCatalogue catalogue, Problems problems) {
        ConfigurationChecks checks = new ConfigurationChecks(catalogue, problems);
        checks.region("bridge.region", config.region());
        checks.otherRegions("bridge.routes", config.routes().orElse(Set.of()), config.region());
        checks.policy("bridge.policy", config.policy(), config.region());
        checks.audit("bridge.audit", config.audit());
        checks.registry("bridge.registry", config.registry());
        checks.admin("bridge.admin", config.admin());
        ClientSettings.of("bridge.kafka", config.kafka()).check(problems);
        mqtt(config.mqtt(), checks, problems);
        IdentityConfig.check(config.mqtt(), problems);
        between("bridge.max-payload", config.maxPayload(), 1, TopicSizes.INGRESS, problems);
        positive("bridge.notice-interval", config.noticeInterval(), LONGEST_EXPIRY, problems);
        positive("bridge.stalled-after", config.stalledAfter(), LONGEST_EXPIRY, problems);
    }

    private static void mqtt(MqttConfig mqtt, ConfigurationChecks checks, Problems problems) {
        checks.port("bridge.mqtt.port", mqtt.port(), 1);
        between("bridge.mqtt.receive-maximum", mqtt.receiveMaximum(), 1, MAX_RECEIVE_MAXIMUM, problems);
        mqtt.maximumPacketSize()
                .ifPresent(size -> between("bridge.mqtt.maximum-packet-size", size, 1024, Integer.MAX_VALUE, problems));
        positive("bridge.mqtt.session-expiry", mqtt.sessionExpiry(), LONGEST_EXPIRY, problems);
        positive("bridge.mqtt.keep-alive", mqtt.keepAlive(), LONGEST_KEEP_ALIVE, problems);
        positive("bridge.mqtt.connect-timeout", mqtt.connectTimeout(), LONGEST_KEEP_ALIVE, problems);
        positive("bridge.mqtt.reconnect-at-most", mqtt.reconnectAtMost(), LONGEST_KEEP_ALIVE, problems);
        if (mqtt.password().isPresent() && mqtt.username().isEmpty()) {
            problems.add("bridge.mqtt", "has a password without a username");
        }
        try {
            MqttTopicFilter.of(mqtt.filter());
        } catch (IllegalArgumentException malformed) {
            problems.add("bridge.mqtt.filter", "not an MQTT topic filter: '" + mqtt.filter() + "'");
        }
    }

    private static void between(String key, int value, int least, int most, Problems problems) {
        if (value < least || value > most) {
            problems.add(key, value + " is not between " + least + " and " + most);
        }
    }

    private static void positive(String key, Duration value, Duration most, Problems problems) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
            problems.add(key, "must be longer than 0 and at most " + most.toSeconds() + "s");
        }
    }
}

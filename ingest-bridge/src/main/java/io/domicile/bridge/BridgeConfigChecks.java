package io.domicile.bridge;

import io.domicile.bridge.mqtt.MqttConfigChecks;
import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.residency.region.RegionCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What the types of {@link BridgeConfig} cannot say: whether its values are possible, and possible together. */
final class BridgeConfigChecks {

    /** A process has 30 seconds to stop; connection and worker take their share. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    /** One less than the value that means for ever. */
    private static final Duration LONGEST_EXPIRY = Duration.ofSeconds(0xFFFF_FFFEL);

    private BridgeConfigChecks() {}

    /** @throws io.domicile.kit.config.ConfigurationException with every problem it finds */
    static BridgeConfig checked(BridgeConfig config, RegionCatalogue catalogue) {
        Problems problems = new Problems("the bridge's configuration");
        check(config, catalogue, problems);
        problems.throwIfAny();
        return config;
    }

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
        for (String name : List.of("partitioner.class", "transactional.id")) {
            for (String key : List.of(name, "producer." + name)) {
                if (config.kafka().containsKey(key)) {
                    problems.add("bridge.kafka." + key, "cannot be set: order per device rests on it");
                }
            }
        }
        MqttConfigChecks.check("bridge.mqtt", config.mqtt(), config.region(), checks, problems);
        IdentityConfig.check(config.mqtt(), problems);
        between("bridge.max-payload", config.maxPayload(), 1, TopicSizes.INGRESS, problems);
        between("bridge.window.messages", config.window().messages(), 1, Integer.MAX_VALUE, problems);
        if (config.window().bytes() < 1) {
            problems.add("bridge.window.bytes", config.window().bytes() + " is not at least 1");
        }
        positive("bridge.stop-timeout", config.stopTimeout(), LONGEST_STOP, problems);
        positive("bridge.notice-interval", config.noticeInterval(), LONGEST_EXPIRY, problems);
        positive("bridge.stalled-after", config.stalledAfter(), LONGEST_EXPIRY, problems);
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

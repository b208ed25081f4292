package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;
import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the types of {@link MqttConfig} cannot say. */
public final class MqttConfigChecks {

    private static final int MAX_RECEIVE_MAXIMUM = 65_535;
    private static final int MAX_CONNECTIONS = 64;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Zero means never for these, and fractions are cut off. */
    private static final Duration WHOLE_SECOND = Duration.ofSeconds(1);

    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);
    /** One less than the value that means for ever. */
    private static final Duration LONGEST_EXPIRY = Duration.ofSeconds(0xFFFF_FFFEL);

    private final String key;
    private final MqttConfig config;
    private final Problems problems;

    private MqttConfigChecks(String key, MqttConfig config, Problems problems) {
        this.key = key;
        this.config = config;
        this.problems = problems;
    }

    /**
     * Adds every problem it finds.
     *
     * @param key of the whole, such as {@code bridge.mqtt}
     * @param region id of the bridge's region, which need not be known
     */
    public static void check(
            String key, MqttConfig config, String region, ConfigurationChecks common, Problems problems) {
        MqttConfigChecks checks = new MqttConfigChecks(key, config, problems);
        common.port(key + ".port", config.port(), 1);
        checks.numbers();
        checks.credentials();
        checks.version();
        boolean filtersAreGood = checks.filters();
        boolean sharedIsGood = checks.shared();
        if (sharedIsGood) {
            checks.plans(ConnectionPlan.of(config, region), filtersAreGood);
        }
    }

    private void numbers() {
        between(".receive-maximum", config.receiveMaximum(), 1, MAX_RECEIVE_MAXIMUM);
        config.maximumPacketSize().ifPresent(size -> between(".maximum-packet-size", size, 1024, Integer.MAX_VALUE));
        between(".session-expiry", config.sessionExpiry(), WHOLE_SECOND, LONGEST_EXPIRY);
        between(".keep-alive", config.keepAlive(), WHOLE_SECOND, LONGEST_KEEP_ALIVE);
        between(".connect-timeout", config.connectTimeout(), SHORTEST, LONGEST_KEEP_ALIVE);
        between(".reconnect-at-most", config.reconnectAtMost(), SHORTEST, LONGEST_KEEP_ALIVE);
    }

    private void credentials() {
        if (config.password().isPresent() && config.username().isEmpty()) {
            problems.add(key, "has a password without a username");
        }
        TlsConfig tls = config.tls();
        if (!tls.enabled() && (tls.trustStore().isPresent() || tls.keyStore().isPresent())) {
            problems.add(key + ".tls", "has a store, but is not enabled: the connection would not be encrypted");
        }
    }

    private void version() {
        Optional<MqttVersion> version = MqttVersion.parse(config.version());
        if (version.isEmpty()) {
            problems.add(key + ".version", "'" + config.version() + "' is neither '5' nor '3.1.1'");
        } else if (version.get() == MqttVersion.MQTT_3_1_1) {
            needsVersion5(".shared", config.shared().isPresent());
            needsVersion5(".maximum-packet-size", config.maximumPacketSize().isPresent());
            needsVersion5(".identity-property", config.identityProperty().isPresent());
        }
    }

    private void needsVersion5(String name, boolean isPresent) {
        if (isPresent) {
            problems.add(key + name, "MQTT 3.1.1 has none; it needs version '5'");
        }
    }

    private boolean filters() {
        String name = key + ".filters";
        List<String> filters = config.filters();
        if (filters.isEmpty()) {
            problems.add(name, "required, but empty");
        }
        boolean good = !filters.isEmpty();
        for (String filter : filters) {
            if (filter.startsWith(ConnectionPlan.SHARE)) {
                problems.add(name, "'" + filter + "' is a shared subscription; that is what " + key + ".shared is for");
                good = false;
            } else {
                good &= isFilter(name, filter);
            }
        }
        for (String stale : config.unsubscribe().orElse(List.of())) {
            isFilter(key + ".unsubscribe", stale);
        }
        for (int one = 0; good && one < filters.size(); one++) {
            for (int other = one + 1; other < filters.size(); other++) {
                String both = "'" + filters.get(one) + "' and '" + filters.get(other) + "' ";
                if (TopicFilters.overlap(filters.get(one), filters.get(other))) {
                    problems.add(
                            name, both + "match topics in common; such messages would come twice and out of order");
                } else if (config.order() == DeliveryOrder.PER_DEVICE
                        && TopicFilters.mayShareADevice(filters.get(one), filters.get(other))) {
                    problems.add(
                            name,
                            both + "may match one device's messages of one class, which two connections put out of"
                                    + " order; that needs " + key + ".order: none");
                }
            }
        }
        return good;
    }

    private boolean isFilter(String name, String filter) {
        boolean good = TopicFilters.isFilter(filter);
        if (!good) {
            problems.add(name, "not an MQTT topic filter: '" + filter + "'");
        }
        return good;
    }

    private boolean shared() {
        Optional<SharedConfig> shared = config.shared();
        if (shared.isEmpty()) {
            return true;
        }
        if (config.order() == DeliveryOrder.PER_DEVICE) {
            problems.add(
                    key + ".shared",
                    "the broker spreads one device's messages over the connections, so their order is lost; needs "
                            + key + ".order 'none'");
        }
        String group = shared.get().group();
        boolean good = TopicFilters.isTopic(group) && group.indexOf('/') < 0;
        if (!good) {
            problems.add(key + ".shared.group", "'" + group + "' is empty or has one of / + #");
        }
        int connections = shared.get().connections();
        between(".shared.connections", connections, 1, MAX_CONNECTIONS);
        return good && connections >= 1 && connections <= MAX_CONNECTIONS;
    }

    private void plans(List<ConnectionPlan> plans, boolean filtersAreGood) {
        for (ConnectionPlan plan : plans) {
            String clientId = plan.clientId();
            if (clientId.isBlank() || !isClientId(clientId)) {
                problems.add(key + ".client-id", "not an MQTT client id of 1 to 65535 bytes");
            }
            String topic = plan.statusTopic();
            if (topic == null) {
                continue;
            }
            if (!TopicFilters.isTopic(topic)) {
                problems.add(key + ".status-topic", "not an MQTT topic without wildcards");
            } else if (filtersAreGood && config.filters().stream().anyMatch(own -> TopicFilters.overlap(own, topic))) {
                problems.add(key + ".status-topic", "matches one of the filters; the bridge would read its own status");
            }
        }
    }

    private static boolean isClientId(String text) {
        try {
            MqttClientIdentifier.of(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(key + name, value + " is not between " + least + " and " + most);
        }
    }

    private void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            String atLeast = least.equals(SHORTEST) ? "longer than 0" : "at least " + least.toSeconds() + "s";
            problems.add(key + name, "must be " + atLeast + " and at most " + most.toSeconds() + "s");
        }
    }
}

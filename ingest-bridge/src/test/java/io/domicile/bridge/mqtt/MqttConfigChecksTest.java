package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.config.Problems;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttConfigChecksTest {

    @Test
    void shouldFindNothingWrongWithTheDefaults() {
        check(Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version | 4 | mqtt.version: '4' is neither '5' nor '3.1.1'",
                "filters[0] | v1/#/x | mqtt.filters: not an MQTT topic filter",
                "filters[0] | $share/group/v1/# | mqtt.filters: '$share/group/v1/#' is a shared subscription",
                "unsubscribe[0] | a/#/b | mqtt.unsubscribe: not an MQTT topic filter",
                "receive-maximum | 65536 | mqtt.receive-maximum",
                "maximum-packet-size | 12 | mqtt.maximum-packet-size",
                "session-expiry | 999ms | mqtt.session-expiry: must be at least 1s",
                "session-expiry | 99999d | mqtt.session-expiry",
                "keep-alive | 20h | mqtt.keep-alive",
                "connect-timeout | 0s | mqtt.connect-timeout: must be longer than 0",
                "password | hunter2 | mqtt: has a password without a username",
                "tls.trust-store | trust.p12 | mqtt.tls: has a store, but is not enabled",
                "status-topic | status/+ | mqtt.status-topic: not an MQTT topic without wildcards",
                "status-topic | v1/status | mqtt.status-topic: matches one of the filters",
                "shared.group | group | needs mqtt.order 'none'",
            })
    void shouldName(String key, String value, String problem) {
        assertThatThrownBy(() -> check(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldNameEveryPairOfFiltersThatHaveTopicsInCommon() {
        assertThatThrownBy(() -> check(Map.of(
                        "filters[0]", "v1/acme/#",
                        "filters[1]", "v1/borealis/#",
                        "filters[2]", "v1/+/dev/telemetry")))
                .hasMessageContaining("'v1/acme/#' and 'v1/+/dev/telemetry'")
                .hasMessageContaining("'v1/borealis/#' and 'v1/+/dev/telemetry'")
                .hasMessageNotContaining("'v1/acme/#' and 'v1/borealis/#'");
    }

    @Test
    void shouldTakeDisjointFiltersAndNoOrderWithoutASharedSubscription() {
        check(Map.of("filters[0]", "v1/acme/#", "filters[1]", "v1/borealis/#", "order", "none"));
    }

    @Test
    void shouldTakeASharedSubscriptionWhereNoOrderIsPromised() {
        check(Map.of("order", "none", "shared.group", "bridges", "shared.connections", "2"));
    }

    @Test
    void shouldRefuseWhatASharedSubscriptionCannotHave() {
        assertThatThrownBy(() -> check(Map.of("order", "none", "shared.group", "a/b", "shared.connections", "0")))
                .hasMessageContaining("mqtt.shared.group")
                .hasMessageContaining("mqtt.shared.connections");
    }

    @Test
    void shouldRefuseWhatMqtt311DoesNotHave() {
        assertThatThrownBy(() -> check(Map.of(
                        "version", "3.1.1",
                        "order", "none",
                        "shared.group", "bridges",
                        "maximum-packet-size", "100000",
                        "identity-property", "user")))
                .hasMessageContaining("mqtt.shared: MQTT 3.1.1 has none")
                .hasMessageContaining("mqtt.maximum-packet-size: MQTT 3.1.1 has none")
                .hasMessageContaining("mqtt.identity-property: MQTT 3.1.1 has none");
        check(Map.of("version", "3.1.1"));
    }

    @Test
    void shouldRefuseAClientIdThatIsTooLongWithItsOrdinal() {
        String longest = "x".repeat(65_535);

        check(Map.of("client-id", longest));
        assertThatThrownBy(() -> check(Map.of("client-id", longest, "filters[0]", "a", "filters[1]", "b")))
                .hasMessageContaining("mqtt.client-id");
        assertThatThrownBy(() -> check(Map.of("client-id", " "))).hasMessageContaining("mqtt.client-id");
    }

    @Test
    void shouldReportEverythingAtOnce() {
        assertThatThrownBy(() -> check(Map.of(
                        "port", "0",
                        "version", "4",
                        "filters[0]", "a/#",
                        "filters[1]", "a/b",
                        "status-topic", "a/status",
                        "keep-alive", "0s")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(ConfigurationException.Problem::key)
                                .containsExactly(
                                        "mqtt.filters",
                                        "mqtt.keep-alive",
                                        "mqtt.port",
                                        "mqtt.status-topic",
                                        "mqtt.version"));
    }

    private static void check(Map<String, String> settings) {
        MqttConfig config = MqttSettings.of(settings);
        Problems problems = new Problems("test");
        MqttConfigChecks.check(
                "mqtt", config, "eu-west", new ConfigurationChecks(Catalogues.builtIn(), problems), problems);
        problems.throwIfAny();
    }
}

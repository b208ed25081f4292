package io.domicile.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.bridge.mqtt.DeliveryOrder;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BridgeConfigTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "bridge.region", "eu-west",
            "bridge.kafka.bootstrap.servers", "localhost:9092",
            "bridge.mqtt.host", "localhost",
            "bridge.registry.urls[0]", "http://localhost:8081",
            "bridge.audit.hmac-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    @Test
    void defaults() {
        BridgeConfig config = load(REQUIRED);

        assertThat(config.mqtt().port()).isEqualTo(1883);
        assertThat(config.mqtt().version()).isEqualTo("5");
        assertThat(config.mqtt().clientId()).isEmpty();
        assertThat(config.mqtt().unsubscribe()).isEmpty();
        assertThat(config.mqtt().order()).isEqualTo(DeliveryOrder.PER_DEVICE);
        assertThat(config.mqtt().shared()).isEmpty();
        assertThat(config.mqtt().statusTopic()).isEmpty();
        assertThat(config.mqtt().filters()).containsExactly("v1/#");
        assertThat(config.mqtt().receiveMaximum()).isEqualTo(65_535);
        assertThat(config.mqtt().maximumPacketSize()).isEmpty();
        assertThat(config.mqtt().sessionExpiry()).isEqualTo(Duration.ofDays(1));
        assertThat(config.mqtt().keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.mqtt().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.mqtt().reconnectAtMost()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.mqtt().identityProperty()).isEmpty();
        assertThat(config.mqtt().identityPattern()).isEmpty();
        assertThat(config.mqtt().tls().enabled()).isFalse();
        assertThat(config.routes()).isEmpty();
        assertThat(config.defaultPayload()).isEqualTo(PayloadKind.JSON);
        assertThat(config.maxPayload()).isEqualTo(1_048_576);
        assertThat(config.noticeInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.stalledAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void explicitMappings() {
        BridgeConfig config = load(with(Map.ofEntries(
                Map.entry("bridge.mqtt.port", "8883"),
                Map.entry("bridge.mqtt.client-id", "bridge-0"),
                Map.entry("bridge.mqtt.unsubscribe", "v1/old/#,v1/older/#"),
                Map.entry("bridge.mqtt.order", "none"),
                Map.entry("bridge.mqtt.shared.group", "bridges"),
                Map.entry("bridge.mqtt.status-topic", "status/bridge"),
                Map.entry("bridge.mqtt.username", "user"),
                Map.entry("bridge.mqtt.password", "word"),
                Map.entry("bridge.mqtt.filters[0]", "v1/acme/#"),
                Map.entry("bridge.mqtt.receive-maximum", "65535"),
                Map.entry("bridge.mqtt.maximum-packet-size", "2000000"),
                Map.entry("bridge.mqtt.session-expiry", "2h"),
                Map.entry("bridge.mqtt.keep-alive", "5s"),
                Map.entry("bridge.mqtt.connect-timeout", "3s"),
                Map.entry("bridge.mqtt.reconnect-at-most", "1s"),
                Map.entry("bridge.mqtt.identity-property", "client-organization"),
                Map.entry("bridge.mqtt.identity-pattern", "CN=[^,]*,O=(?<organization>.*)"),
                Map.entry("bridge.mqtt.tls.enabled", "true"),
                Map.entry("bridge.mqtt.tls.trust-store", "trust.p12"),
                Map.entry("bridge.mqtt.tls.trust-store-password", "t"),
                Map.entry("bridge.mqtt.tls.key-store", "key.p12"),
                Map.entry("bridge.mqtt.tls.key-store-password", "k"),
                Map.entry("bridge.routes[0]", "us-east"),
                Map.entry("bridge.default-payload", "framed-avro"),
                Map.entry("bridge.max-payload", "1000"),
                Map.entry("bridge.notice-interval", "5m"),
                Map.entry("bridge.stalled-after", "20s"),
                Map.entry("bridge.stop-timeout", "12s"))));

        assertThat(config.mqtt().port()).isEqualTo(8883);
        assertThat(config.mqtt().clientId()).contains("bridge-0");
        assertThat(config.mqtt().unsubscribe()).contains(List.of("v1/old/#", "v1/older/#"));
        assertThat(config.mqtt().order()).isEqualTo(DeliveryOrder.NONE);
        assertThat(config.mqtt().shared()).hasValueSatisfying(shared -> {
            assertThat(shared.group()).isEqualTo("bridges");
            assertThat(shared.connections()).isEqualTo(1);
        });
        assertThat(config.mqtt().statusTopic()).contains("status/bridge");
        assertThat(config.mqtt().username()).contains("user");
        assertThat(config.mqtt().password()).contains("word");
        assertThat(config.mqtt().filters()).containsExactly("v1/acme/#");
        assertThat(config.mqtt().receiveMaximum()).isEqualTo(65_535);
        assertThat(config.mqtt().maximumPacketSize()).contains(2_000_000);
        assertThat(config.mqtt().sessionExpiry()).isEqualTo(Duration.ofHours(2));
        assertThat(config.mqtt().keepAlive()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.mqtt().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.mqtt().reconnectAtMost()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.mqtt().identityProperty()).contains("client-organization");
        assertThat(config.mqtt().identityPattern()).contains("CN=[^,]*,O=(?<organization>.*)");
        assertThat(config.mqtt().tls().enabled()).isTrue();
        assertThat(config.mqtt().tls().trustStore().orElseThrow()).hasToString("trust.p12");
        assertThat(config.mqtt().tls().trustStorePassword()).contains("t");
        assertThat(config.mqtt().tls().keyStore().orElseThrow()).hasToString("key.p12");
        assertThat(config.mqtt().tls().keyStorePassword()).contains("k");
        assertThat(config.routes()).contains(Set.of("us-east"));
        assertThat(config.defaultPayload()).isEqualTo(PayloadKind.FRAMED_AVRO);
        assertThat(config.maxPayload()).isEqualTo(1000);
        assertThat(config.noticeInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.stalledAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void shouldReportEverythingThatIsImpossibleAtOnce() {
        Map<String, String> wrong = with(Map.of(
                "bridge.region", "atlantis",
                "bridge.mqtt.receive-maximum", "0",
                "bridge.mqtt.filters[0]", "v1/#/x",
                "bridge.mqtt.password", "hunter2",
                "bridge.max-payload", "9999999",
                "bridge.routes[0]", "atlantis"));

        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bridge.region")
                .hasMessageContaining("bridge.mqtt.receive-maximum")
                .hasMessageContaining("bridge.mqtt.filters")
                .hasMessageContaining("password without a username")
                .hasMessageContaining("bridge.max-payload")
                .hasMessageContaining("bridge.routes")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldMakeNoServiceOfWhatIsImpossible() {
        BridgeConfig wrong =
                Configurations.fromProperties(BridgeConfig.class, with(Map.of("bridge.region", "atlantis")));
        ServiceContext context =
                new ServiceContext(Catalogues.builtIn(), new SimpleMeterRegistry(), InstantSource.system());

        assertThatThrownBy(() -> new BridgeService(wrong, context))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bridge.region")
                .hasMessageContaining("atlantis");
    }

    @Test
    void shouldNameWhatIsWrongWithTheIdentity() {
        assertThatThrownBy(() -> load(with(Map.of(
                        "bridge.mqtt.identity-property", "mqtt-user", "bridge.mqtt.identity-pattern", "CN=(.*"))))
                .hasMessageContaining("bridge.mqtt.identity-property")
                .hasMessageContaining("bridge.mqtt.identity-pattern: not a regular expression");
        assertThatThrownBy(() -> load(with(Map.of(
                        "bridge.mqtt.identity-property", "traceparent", "bridge.mqtt.identity-pattern", "CN=(.*)"))))
                .hasMessageContaining("bridge.mqtt.identity-property")
                .hasMessageContaining("bridge.mqtt.identity-pattern: has no group (?<organization>...)");
        assertThatThrownBy(() -> load(with(Map.of("bridge.mqtt.identity-pattern", "(?<organization>.*)"))))
                .hasMessageContaining("bridge.mqtt.identity-pattern")
                .hasMessageContaining("bridge.mqtt.identity-property is not set");
    }

    private static BridgeConfig load(Map<String, String> properties) {
        return Configurations.fromProperties(
                BridgeConfig.class,
                properties,
                (config, problems) -> BridgeConfigChecks.check(config, Catalogues.builtIn(), problems));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(REQUIRED);
        properties.putAll(more);
        return properties;
    }
}

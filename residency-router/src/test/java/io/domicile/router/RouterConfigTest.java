package io.domicile.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.config.Configurations;
import io.domicile.residency.RegionId;
import io.domicile.router.fixture.World;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterConfigTest {

    @Test
    void shouldHaveTheseDefaults() {
        // when
        RouterConfig config = Configurations.fromProperties(RouterConfig.class, required());
        RouterSettings settings = RouterSettings.of(config, World.CATALOGUE);

        // then
        assertThat(settings.here()).isEqualTo(World.HERE);
        assertThat(settings.routes()).isEmpty();
        assertThat(settings.sources()).isEmpty();
        assertThat(settings.mirrors()).isEmpty();
        assertThat(settings.closedGateWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.replacements()).isEqualTo(20);
        assertThat(settings.replacementWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.closeTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.streams())
                .containsEntry("application.id", "domicile-router-eu-west")
                .containsEntry("num.stream.threads", 1)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("group.protocol", "classic")
                .containsEntry("commit.interval.ms", 50L)
                .containsEntry("consumer.session.timeout.ms", 6000)
                .containsEntry("producer.transaction.timeout.ms", 5000)
                .containsEntry("producer.max.request.size", 8 * 1024 * 1024)
                .doesNotContainKey("errors.dead.letter.queue.topic.name");
    }

    @Test
    void shouldTakeEveryKey() {
        // given
        Map<String, String> properties = required();
        properties.putAll(Map.of(
                "router.application-id", "elsewhere",
                "router.routes", "us-east",
                "router.sources", "us-east,eu-central",
                "router.policy.mirrors", "us-east",
                "router.policy.closed-gate-wait", "1500ms",
                "router.streams.threads", "3",
                "router.streams.replacements", "4",
                "router.streams.replacement-window", "1m",
                "router.streams.close-timeout", "30s",
                "router.kafka.\"session.timeout.ms\"", "20000"));
        properties.put("router.kafka.\"producer.linger.ms\"", "1");

        // when
        RouterSettings settings =
                RouterSettings.of(Configurations.fromProperties(RouterConfig.class, properties), World.CATALOGUE);

        // then
        assertThat(settings.routes()).containsExactly(World.US_EAST);
        assertThat(settings.sources()).isEqualTo(Set.of(World.US_EAST, World.EU_CENTRAL));
        assertThat(settings.mirrors()).containsExactly(new RegionId("us-east"));
        assertThat(settings.closedGateWait()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.replacements()).isEqualTo(4);
        assertThat(settings.replacementWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.closeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.streams())
                .containsEntry("application.id", "elsewhere")
                .containsEntry("num.stream.threads", 3)
                .containsEntry("session.timeout.ms", "20000")
                .doesNotContainKey("consumer.session.timeout.ms")
                .containsEntry("producer.linger.ms", "1");
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        // given
        Map<String, String> properties = required();
        properties.put("router.routes", "atlantis,eu-west");
        properties.put("router.streams.threads", "0");
        properties.put("router.on-gap", "shrug");
        properties.put("router.policy.closed-gate-wait", "3s");
        properties.put("router.audit.hmac-key", "c2hvcnQ=");
        properties.put("router.kafka.\"errors.dead.letter.queue.topic.name\"", "raw");
        properties.put("router.kafka.\"producer.acks\"", "1");
        RouterConfig config = Configurations.fromProperties(RouterConfig.class, properties);

        // when / then
        assertThatThrownBy(() -> RouterSettings.of(config, World.CATALOGUE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown region 'atlantis'")
                .hasMessageContaining("own region")
                .hasMessageContaining("router.streams.threads")
                .hasMessageContaining("router.on-gap")
                .hasMessageContaining("3000 ms is more than half of the transaction time-out of 5000 ms")
                .hasMessageContaining("router.audit.hmac-key")
                .hasMessageContaining("router.kafka.errors.dead.letter.queue.topic.name")
                .hasMessageContaining("router.kafka.producer.acks");
    }

    private static Map<String, String> required() {
        Map<String, String> properties = new HashMap<>();
        properties.put("router.region", "eu-west");
        properties.put("router.kafka.\"bootstrap.servers\"", "127.0.0.1:9092");
        properties.put("router.registry.urls", "http://127.0.0.1:8081");
        properties.put("router.audit.hmac-key", Base64.getEncoder().encodeToString(new byte[32]));
        return properties;
    }
}

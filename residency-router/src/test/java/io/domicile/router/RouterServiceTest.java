package io.domicile.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.ServiceContext;
import io.domicile.router.fixture.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RouterServiceTest {

    @Test
    void shouldBeMadeFromItsConfigurationWithoutReachingForAnything() {
        // given
        try (RouterService router = service()) {
            // when
            Health health = router.health();

            // then
            assertThat(health.alive()).isTrue();
            assertThat(health.notReady()).containsExactly("policy gate closed: loading", "router not started");
        }
    }

    @Test
    void shouldNotStartWhereKafkaWouldLogRecords() {
        // given
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.producer.KafkaProducer");
        logger.setLevel(Level.TRACE);
        try (RouterService router = service()) {
            // when / then
            assertThatThrownBy(router::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("KafkaProducer");
        } finally {
            logger.setLevel(null);
        }
    }

    private static RouterService service() {
        RouterConfig config = Configurations.fromProperties(
                RouterConfig.class,
                Map.of(
                        "router.region",
                        "eu-west",
                        "router.kafka.\"bootstrap.servers\"",
                        "127.0.0.1:1",
                        "router.registry.urls",
                        "http://127.0.0.1:1",
                        "router.audit.hmac-key",
                        Base64.getEncoder().encodeToString(new byte[32])));
        return new RouterService(
                config, new ServiceContext(World.CATALOGUE, new SimpleMeterRegistry(), InstantSource.system()));
    }
}

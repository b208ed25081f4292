package io.domicile.bridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class BridgeServiceTest {

    private static final String INCOMING = "com.hivemq.client.internal.mqtt.handler.publish.incoming";

    @ParameterizedTest
    @CsvSource({
        INCOMING + ", WARN",
        INCOMING + ", ERROR",
        INCOMING + ".MqttIncomingPublishService, WARN",
        INCOMING + ".MqttIncomingQosHandler, ERROR"
    })
    void shouldNotStartWhereTheMqttClientWouldLogMessages(String name, String level) {
        // given
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        Level before = logger.getLevel();
        logger.setLevel(Level.valueOf(level));
        try (BridgeService bridge = service()) {
            // when / then
            assertThatThrownBy(bridge::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'" + INCOMING + "' to OFF");
        } finally {
            logger.setLevel(before);
        }
    }

    @Test
    void shouldNotStartWhereKafkaWouldLogRecords() {
        // given
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.producer.KafkaProducer");
        logger.setLevel(Level.TRACE);
        try (BridgeService bridge = service()) {
            // when / then
            assertThatThrownBy(bridge::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("KafkaProducer");
        } finally {
            logger.setLevel(null);
        }
    }

    private static BridgeService service() {
        BridgeConfig config = Configurations.fromProperties(
                BridgeConfig.class,
                Map.of(
                        "bridge.region", "eu-west",
                        "bridge.kafka.\"bootstrap.servers\"", "127.0.0.1:1",
                        "bridge.mqtt.host", "127.0.0.1",
                        "bridge.mqtt.port", "1",
                        "bridge.registry.urls", "http://127.0.0.1:1",
                        "bridge.audit.hmac-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
        return new BridgeService(
                config, new ServiceContext(Catalogues.builtIn(), new SimpleMeterRegistry(), InstantSource.system()));
    }
}

package io.domicile.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.residency.RegionId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final String BROKERS = "127.0.0.1:9092";

    @Test
    void shouldKeepWhatThePromiseRestsOn() {
        Map<String, Object> settings = ProducerSettings.of(
                ClientSettings.of("bridge.kafka", Map.of("bootstrap.servers", BROKERS)), HERE, 0, 1);

        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .containsEntry("max.in.flight.requests.per.connection", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.idempotence, false",
        "delivery.timeout.ms, 120000",
        "partitioner.ignore.keys, true",
        "max.in.flight.requests.per.connection, 5"
    })
    void shouldRefuseToHaveItConfiguredAway(String key, String value) {
        ClientSettings kafka =
                ClientSettings.of("bridge.kafka", Map.of("bootstrap.servers", BROKERS, "producer." + key, value));

        assertThatThrownBy(() -> ProducerSettings.of(kafka, HERE, 0, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }
}

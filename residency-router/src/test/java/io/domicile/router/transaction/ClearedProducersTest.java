package io.domicile.router.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClearedProducersTest {

    @Test
    void shouldGiveTheAdminClientWhatItKnowsUnderAnotherName() {
        assertThat(ClearedProducers.ofAdmin(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "security.protocol", "SSL",
                        "client.id", "thread-1-producer",
                        "transactional.id", "router-1",
                        "linger.ms", 10L,
                        "compression.type", "lz4")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "security.protocol", "SSL",
                        "client.id", "thread-1-producer-clearing"));
    }

    @Test
    void shouldTakeItsLimitsFromTheProducerOrFromKafka() {
        assertThat(Limits.of(Map.of("transaction.timeout.ms", 5000)))
                .isEqualTo(new Limits(Duration.ofMinutes(2), Duration.ofSeconds(10), 3));
        assertThat(Limits.of(Map.of("delivery.timeout.ms", "7000")))
                .isEqualTo(new Limits(Duration.ofSeconds(7), Duration.ofMinutes(2), 3));
    }
}

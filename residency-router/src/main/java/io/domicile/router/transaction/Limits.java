package io.domicile.router.transaction;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How long a clearing goes on.
 *
 * @param sending of each attempt, until the brokers have acknowledged its records
 * @param proof after each attempt, until its end is seen everywhere; open transactions of others hold that back
 * @param attempts how often its records are sent, before it goes on without the proof
 */
record Limits(Duration sending, Duration proof, int attempts) {

    private static final int ATTEMPTS = 3;

    /** @param producer settings of a producer; where they leave something out, Kafka's default holds */
    static Limits of(Map<String, Object> producer) {
        return new Limits(
                duration(producer, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                duration(producer, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG).multipliedBy(2),
                ATTEMPTS);
    }

    private static Duration duration(Map<String, Object> producer, String key) {
        Object given = producer.get(key);
        Object value =
                given == null ? ProducerConfig.configDef().defaultValues().get(key) : given;
        return Duration.ofMillis(Long.parseLong(String.valueOf(value).strip()));
    }
}

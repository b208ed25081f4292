package io.domicile.kit.policy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One reading of a whole policy topic, up to the end it has when it is called. */
final class PolicyTopicScan {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(10);

    private final PolicyClients clients;
    private final PolicyDecoder decoder;
    private final PolicyTimings timings;

    PolicyTopicScan(PolicyClients clients, PolicyDecoder decoder, PolicyTimings timings) {
        this.clients = clients;
        this.decoder = decoder;
        this.timings = timings;
    }

    /**
     * @throws PolicyTopicUnavailableException if the topic is missing or not compacted, or the brokers do not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    TopicImage read(String topic) {
        requireSound(topic);
        try (Reading reading = open()) {
            return reading.of(topic);
        } catch (KafkaException failed) {
            throw new PolicyTopicUnavailableException(topic, "could not be read", failed);
        }
    }

    /** Blocks until readers of committed records are given the record at this offset, or a later one. */
    void awaitVisible(String topic, long offset) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long deadline = deadline();
        try (Reading reading = open()) {
            Consumer<byte[], byte[]> consumer = reading.consumer;
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            while (consumer.poll(POLL).isEmpty() && consumer.position(partition) <= offset) {
                if (System.nanoTime() - deadline > 0) {
                    throw new PolicyTopicUnavailableException(topic, "was changed, but not visibly yet", null);
                }
            }
        } catch (KafkaException failed) {
            throw new PolicyTopicUnavailableException(topic, "was changed; whether visibly is unknown", failed);
        }
    }

    /** For several readings by one consumer. */
    Reading open() {
        return new Reading(clients.consumer());
    }

    private long deadline() {
        return System.nanoTime() + timings.request().multipliedBy(6).toNanos();
    }

    private void requireSound(String topic) {
        TopicCondition condition;
        try (Admin admin = clients.admin()) {
            condition = new TopicProbe(admin, timings.request().multipliedBy(2))
                    .examine(List.of(topic))
                    .get(topic);
        } catch (KafkaException failed) {
            throw new PolicyTopicUnavailableException(topic, "could not be examined", failed);
        }
        requireSound(topic, condition);
    }

    static void requireSound(String topic, @Nullable TopicCondition condition) {
        if (condition instanceof TopicCondition.Unsound unsound) {
            String problem = unsound.reason() == GateStatus.Reason.TOPIC_MISSING
                    ? "does not exist; create the region's topics first"
                    : "is not compacted (cleanup.policy must be compact)";
            throw new PolicyTopicUnavailableException(topic, problem, null);
        }
        if (!(condition instanceof TopicCondition.Sound)) {
            throw new PolicyTopicUnavailableException(topic, "could not be examined: the brokers did not answer", null);
        }
    }

    /** A consumer. There is no group to leave, and nothing is gained by waiting until the broker has answered the last fetch. */
    final class Reading implements AutoCloseable {

        private final Consumer<byte[], byte[]> consumer;

        private Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /** What its records amount to, up to the end that the topic has now. */
        TopicImage of(String topic) {
            TopicPartition partition = new TopicPartition(topic, 0);
            TopicImage image = new TopicImage();
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition), timings.request()).getOrDefault(partition, Long.MAX_VALUE);
            long deadline = deadline();
            while (consumer.position(partition, timings.request()) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new PolicyTopicUnavailableException(topic, "could not be read to its end", null);
                }
                for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                    image.apply(decoder.decode(next.key(), next.value()));
                }
            }
            return image;
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}

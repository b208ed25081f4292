package io.domicile.kit.barrier;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.Topics;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What every member has said last on one region's {@code residency.acks}. Only committed words count: a router's is
 * committed with everything it decided before. For one thread.
 */
public final class AcknowledgementReader implements AutoCloseable {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.ACKS, 0);
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Map<String, Object> FORCED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);

    private final Consumer<byte[], byte[]> consumer;
    private final AcknowledgementDecoder decoder;
    private final Map<Member, Optional<Acknowledgement>> words = new HashMap<>();

    AcknowledgementReader(Consumer<byte[], byte[]> consumer, SchemaRegistry registry) {
        this.consumer = consumer;
        this.decoder = new AcknowledgementDecoder(registry);
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
    }

    /**
     * @param registry of the same region
     * @param clientId names who reads, and the region
     * @throws io.domicile.kit.config.ConfigurationException if the configuration contradicts what is forced
     */
    public static AcknowledgementReader connect(ClientSettings kafka, String clientId, SchemaRegistry registry) {
        return new AcknowledgementReader(
                new KafkaConsumer<>(
                        kafka.consumer(clientId, Map.of(), FORCED),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                registry);
    }

    /**
     * Every member's last word, as of a moment within this call; empty where it cannot be read, which is no consent.
     *
     * @throws TimeoutException if the topic could not be read to its end in time
     * @throws org.apache.kafka.common.KafkaException if the brokers refuse
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer; nothing is lost
     */
    public Map<Member, Optional<Acknowledgement>> read(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long end = consumer.endOffsets(List.of(PARTITION), atMost).getOrDefault(PARTITION, 0L);
        while (consumer.position(PARTITION, atMost) < end) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(Topics.ACKS + " could not be read to its end");
            }
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                take(next);
            }
        }
        return Map.copyOf(words);
    }

    private void take(ConsumerRecord<byte[], byte[]> next) {
        Optional<Member> member = Member.parse(next.key());
        if (member.isEmpty()) {
            return;
        }
        byte[] value = next.value();
        if (value == null) {
            words.remove(member.get());
            return;
        }
        // Until the registry answers, what the member said before it does not stand
        words.put(member.get(), Optional.empty());
        words.put(member.get(), decoder.decode(member.get(), value));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

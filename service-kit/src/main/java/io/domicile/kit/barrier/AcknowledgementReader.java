package io.domicile.kit.barrier;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.Topics;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
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
    private final Ends ends;
    private final Runnable closing;
    private final AcknowledgementDecoder decoder;
    private final Map<Member, Optional<Acknowledgement>> words = new HashMap<>();

    /** Tells the topic's end, behind open transactions too. */
    @FunctionalInterface
    interface Ends {
        long end(Duration atMost);
    }

    /** @param closing what is to be closed after the consumer */
    AcknowledgementReader(Consumer<byte[], byte[]> consumer, Ends ends, Runnable closing, SchemaRegistry registry) {
        this.consumer = consumer;
        this.ends = ends;
        this.closing = closing;
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
        Admin admin = Admin.create(kafka.admin(clientId));
        return new AcknowledgementReader(
                new KafkaConsumer<>(
                        kafka.consumer(clientId, Map.of(), FORCED),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                atMost -> end(admin, atMost),
                admin::close,
                registry);
    }

    /**
     * Every member's last word, as of a moment within this call; empty where it cannot be read, which is no consent.
     *
     * @throws TimeoutException if the topic could not be read to its end in time, as while a transaction is open there
     * @throws org.apache.kafka.common.KafkaException if the brokers refuse
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer; nothing is lost
     */
    public Map<Member, Optional<Acknowledgement>> read(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long end = ends.end(atMost);
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

    /** Behind open transactions too: a word that has arrived behind one must not be overlooked. */
    private static long end(Admin admin, Duration atMost) {
        try {
            return admin.listOffsets(
                            Map.of(PARTITION, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(PARTITION)
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS)
                    .offset();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException refused
                    ? refused
                    : new KafkaException("the end of " + Topics.ACKS + " is not known", failed.getCause());
        } catch (java.util.concurrent.TimeoutException unanswered) {
            throw new TimeoutException("the end of " + Topics.ACKS + " was not told in time", unanswered);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
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
        try {
            words.put(member.get(), decoder.decode(member.get(), value));
        } catch (SchemaRegistryException unanswered) {
            // This one again, and with it what is behind it in the same answer of the brokers
            consumer.seek(PARTITION, next.offset());
            throw unanswered;
        }
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            closing.run();
        }
    }
}

package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/** Real clients of Kafka Streams, for which the brokers tell of no transaction that it has ended while they are held. */
final class HeldClients implements KafkaClientSupplier {

    private final OpenEnds ends = new OpenEnds();
    private final AtomicBoolean held = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger openedApart = new AtomicInteger();

    void holdOpen() {
        held.set(true);
    }

    void letGo() {
        held.set(false);
    }

    /** The next commit fails so, and is not sent to the brokers. */
    void failNextCommit(RuntimeException with) {
        failure.set(with);
    }

    /** Whether that commit was tried. */
    boolean hasFailed() {
        return failure.get() == null;
    }

    /** How many producers were opened for Kafka Streams. */
    int opened() {
        return opened.get();
    }

    /** How many were opened to clear with. */
    int openedApart() {
        return openedApart.get();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        opened.incrementAndGet();
        String transactionalId = String.valueOf(settings.get("transactional.id"));
        Clearing clearing = new Clearing(
                HERE,
                ends,
                id -> {
                    openedApart.incrementAndGet();
                    Map<String, Object> apart = new HashMap<>(settings);
                    apart.put("client.id", settings.get("client.id") + "-apart");
                    return new KafkaProducer<>(apart, new ByteArraySerializer(), new ByteArraySerializer());
                },
                HeldEndings::new,
                new Limits(Duration.ofSeconds(30), Duration.ZERO, 2));
        return new ClearedProducer(transactionalId, new FailingProducer(settings), ends, clearing);
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
    }

    private final class FailingProducer extends KafkaProducer<byte[], byte[]> {

        FailingProducer(Map<String, Object> settings) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            RuntimeException next = failure.getAndSet(null);
            if (next != null) {
                throw next;
            }
            super.commitTransaction();
        }
    }

    private final class HeldEndings implements Endings {

        @Override
        public Set<TopicPartition> partitionsOf(Set<String> topics) {
            return topics.stream().map(topic -> new TopicPartition(topic, 0)).collect(Collectors.toSet());
        }

        @Override
        public Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions) {
            return partitions.stream()
                    .filter(partition -> !held.get())
                    .collect(Collectors.toMap(partition -> partition, partition -> Long.MAX_VALUE));
        }

        @Override
        public Optional<Set<TopicPartition>> settled(String group, Set<TopicPartition> partitions) {
            return held.get() ? Optional.empty() : Optional.of(partitions);
        }

        @Override
        public void close() {}
    }
}

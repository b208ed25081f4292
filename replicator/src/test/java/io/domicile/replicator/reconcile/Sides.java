package io.domicile.replicator.reconcile;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A source partition and its mirror as two lists of records; values cross with a {@code >} in front. */
final class Sides implements Crossing {

    static final TopicPartition SOURCE = new TopicPartition("egress.role-definitions", 0);
    static final TopicPartition MIRROR = new TopicPartition("eu-west.egress.role-definitions", 0);
    static final Origin ORIGIN = new Origin("cluster-1", Uuid.randomUuid());

    final List<ConsumerRecord<byte[], byte[]>> source = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> mirror = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    final Set<String> notMeant = new HashSet<>();
    final Set<String> atHomeHere = new HashSet<>();
    int asked;

    /** A record of the source, not copied. */
    long source(String key, @Nullable String value) {
        long offset = source.size();
        source.add(record(SOURCE, offset, key, value, new RecordHeaders()));
        return offset;
    }

    /** A record of the source and its copy. */
    long copied(String key, @Nullable String value) {
        long offset = source(key, value);
        mirror(key, value == null ? null : '>' + value, Optional.of(new Provenance(1, ORIGIN, offset)));
        return offset;
    }

    void mirror(String key, @Nullable String value, Optional<Provenance> provenance) {
        RecordHeaders headers = new RecordHeaders();
        provenance.ifPresent(found -> ProvenanceHeader.replace(headers, found));
        mirror.add(record(MIRROR, mirror.size(), key, value, headers));
    }

    /** The source's cleaner removes every record of a key. */
    void compactAway(String key) {
        source.removeIf(record -> text(record.key()).equals(key));
    }

    ReconcileTask task(long position) {
        return new ReconcileTask(SOURCE, MIRROR, ORIGIN, position, true, false);
    }

    Consumer<byte[], byte[]> sourceConsumer() {
        return consumer(SOURCE, source);
    }

    Consumer<byte[], byte[]> mirrorConsumer() {
        return consumer(MIRROR, mirror);
    }

    @Override
    public Answer ask(ConsumerRecord<byte[], byte[]> record) {
        asked++;
        String key = text(record.key());
        if (refused.contains(key)) {
            return REFUSED;
        }
        return notMeant.contains(key) ? NOT_MEANT : new Answer.Value(Digest.of(utf8('>' + text(record.value()))));
    }

    @Override
    public boolean followsDeletion(byte[] key) {
        return !atHomeHere.contains(text(key));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Every seek to the beginning gives out all records again. */
    private static Consumer<byte[], byte[]> consumer(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> log) {
        long end = log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1;
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
            @Override
            public synchronized void seek(TopicPartition sought, long offset) {
                super.seek(sought, offset);
                give(offset);
            }

            @Override
            public synchronized void seekToBeginning(java.util.Collection<TopicPartition> partitions) {
                super.seekToBeginning(partitions);
                give(0);
            }

            private void give(long from) {
                schedulePollTask(() ->
                        log.stream().filter(record -> record.offset() >= from).forEach(this::addRecord));
            }
        };
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, end));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, String key, @Nullable String value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                utf8(key),
                value == null ? null : utf8(value),
                headers,
                Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

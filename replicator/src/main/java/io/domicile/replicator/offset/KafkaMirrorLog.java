package io.domicile.replicator.offset;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A mirrored partition read by a consumer of the target that it shares with nobody meanwhile. */
public final class KafkaMirrorLog implements MirrorLog {

    private static final Duration POLL = Duration.ofMillis(100);

    /** How long a transaction under way is waited for. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration SETTLING_STEP = Duration.ofMillis(20);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition mirror;
    private final Duration timeout;
    private final long start;
    private final long end;
    private final boolean isComplete;
    private int reads;

    private KafkaMirrorLog(
            Consumer<byte[], byte[]> consumer,
            TopicPartition mirror,
            Duration timeout,
            long start,
            long end,
            boolean isComplete) {
        this.consumer = consumer;
        this.mirror = mirror;
        this.timeout = timeout;
        this.start = start;
        this.end = end;
        this.isComplete = isComplete;
    }

    /**
     * Assigns the partition and asks for its ends, waiting a moment for a transaction that is under way.
     *
     * @param target tells what is written, committed or not
     * @param consumer reads committed records only and never resets by itself
     * @throws org.apache.kafka.common.KafkaException if the target does not answer in time
     */
    public static KafkaMirrorLog open(
            Admin target, Consumer<byte[], byte[]> consumer, TopicPartition mirror, Duration timeout) {
        consumer.assign(List.of(mirror));
        long start = consumer.beginningOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
        long written = Answers.await(
                        target.listOffsets(
                                        Map.of(mirror, OffsetSpec.latest()),
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .partitionResult(mirror),
                        timeout)
                .offset();
        long end = committedEnd(consumer, mirror, timeout);
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (end < written && System.nanoTime() - deadline < 0) {
            consumer.seek(mirror, end);
            consumer.poll(SETTLING_STEP);
            end = committedEnd(consumer, mirror, timeout);
        }
        return new KafkaMirrorLog(consumer, mirror, timeout, start, end, end >= written);
    }

    private static long committedEnd(Consumer<byte[], byte[]> consumer, TopicPartition mirror, Duration timeout) {
        return consumer.endOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public boolean isComplete() {
        return isComplete;
    }

    /** How often it was read so far. */
    public int reads() {
        return reads;
    }

    @Override
    public Page read(long from, long to) {
        reads++;
        consumer.seek(mirror, from);
        List<Landmark> landmarks = new ArrayList<>();
        long reached = from;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (landmarks.isEmpty() && reached < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    ProvenanceHeader.read(record.headers())
                            .ifPresent(provenance -> landmarks.add(new Landmark(record.offset(), provenance)));
                }
            }
            long position = consumer.position(mirror, timeout);
            if (position == reached && System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the mirror " + mirror + " could not be read");
            }
            reached = position;
        }
        return new Page(landmarks, Math.min(reached, to));
    }
}

package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.ProvenanceHeader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last committed record of a mirror's partition. The last offsets are transaction markers or aborted records,
 * so it looks backwards in growing steps. Safe for use by several threads: one looks at a time.
 */
public final class TailReader implements Tails, AutoCloseable {

    private static final long FIRST_STEP = 16;
    private static final int GROWTH = 16;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration timeout;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    /** @param consumers makes a consumer of the target that reads committed records only */
    public TailReader(Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout) {
        this.consumers = consumers;
        this.timeout = timeout;
    }

    @Override
    public synchronized Tail read(TopicPartition mirror) {
        Consumer<byte[], byte[]> reader = reader();
        // Before its ends are asked for: the client warns of every answer about a partition that is not assigned
        reader.assign(List.of(mirror));
        long start = reader.beginningOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
        long end = reader.endOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
        if (end == 0) {
            return Tail.NEVER_WRITTEN;
        }
        for (long step = FIRST_STEP; ; step *= GROWTH) {
            long from = Math.max(start, end - step);
            ConsumerRecord<byte[], byte[]> last = lastBetween(reader, mirror, from, end);
            if (last != null) {
                return ProvenanceHeader.read(last.headers())
                        .<Tail>map(provenance -> new Tail.Copied(provenance, last.offset()))
                        .orElseGet(() -> new Tail.Foreign(last.offset()));
            }
            if (from == start) {
                return start == 0 ? Tail.NEVER_WRITTEN : Tail.RECORDS_GONE;
            }
        }
    }

    @Override
    public synchronized long end(TopicPartition mirror) {
        Consumer<byte[], byte[]> reader = reader();
        reader.assign(List.of(mirror));
        return reader.endOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
    }

    private @Nullable ConsumerRecord<byte[], byte[]> lastBetween(
            Consumer<byte[], byte[]> reader, TopicPartition mirror, long from, long end) {
        reader.seek(mirror, from);
        ConsumerRecord<byte[], byte[]> last = null;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (reader.position(mirror, timeout) < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                last = record.offset() < end ? record : last;
                deadline = System.nanoTime() + timeout.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the end of " + mirror + " could not be read");
            }
        }
        return last;
    }

    private Consumer<byte[], byte[]> reader() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Consumer<byte[], byte[]> present = consumer;
        if (present == null) {
            present = consumers.get();
            consumer = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (consumer != null) {
            consumer.close();
        }
    }
}

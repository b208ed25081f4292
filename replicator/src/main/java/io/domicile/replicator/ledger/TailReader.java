package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
    private final Supplier<Consumer<byte[], byte[]>> uncommitted;
    private final Duration timeout;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    /**
     * @param consumers makes a consumer of the target that reads committed records only
     * @param uncommitted makes one that reads all
     */
    public TailReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> uncommitted,
            Duration timeout) {
        this.consumers = consumers;
        this.uncommitted = uncommitted;
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

    @Override
    public OptionalLong firstHidden(TopicPartition mirror, Origin origin, long from, long until, long behind) {
        // Seldom asked, and of a reader of its own: what was committed behind the tail it would take for hidden
        try (Consumer<byte[], byte[]> all = uncommitted.get()) {
            all.assign(List.of(mirror));
            long start = all.beginningOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
            long end = all.endOffsets(Set.of(mirror), timeout).getOrDefault(mirror, 0L);
            all.seek(mirror, Math.max(start, behind));
            long first = Long.MAX_VALUE;
            long deadline = System.nanoTime() + timeout.toNanos();
            while (all.position(mirror, timeout) < end) {
                for (ConsumerRecord<byte[], byte[]> record : all.poll(POLL)) {
                    long copied = copied(record, origin);
                    first = copied >= from && copied < until ? Math.min(first, copied) : first;
                    deadline = System.nanoTime() + timeout.toNanos();
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("what is behind the end of " + mirror + " could not be read");
                }
            }
            return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
        }
    }

    /** The source offset it is a copy of; -1 where it is none of this source. */
    private static long copied(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        return ProvenanceHeader.read(record.headers())
                .filter(copy ->
                        copy.kind() == Provenance.Kind.COPY && copy.origin().equals(origin))
                .map(Provenance::offset)
                .orElse(-1L);
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

package io.domicile.replicator.lane;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A lane's transactional producer, which is opened and given up many times. Confined to one thread at a time, but for
 * {@link #isSettled}.
 */
final class LaneProducer {

    private static final Duration NO_WAIT = Duration.ZERO;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LaneLog log;
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile boolean settled;

    LaneProducer(Supplier<Producer<byte[], byte[]>> producers, LaneLog log) {
        this.producers = producers;
        this.log = log;
    }

    boolean isOpen() {
        return producer != null;
    }

    /** Whether no transaction of the lane can be open or end other than has been seen. Read by any thread. */
    boolean isSettled() {
        return settled;
    }

    /** Ends whatever transaction another process, or this one before a failure, has left open. */
    void fence() {
        Producer<byte[], byte[]> opening = producers.get();
        producer = opening;
        opening.initTransactions();
        settled = true;
    }

    /** The open producer, for a transaction whose end is not known until {@link #ended}. */
    Producer<byte[], byte[]> begin() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        settled = false;
        return open;
    }

    /** The transaction is committed or aborted, or was never begun. */
    void ended() {
        settled = true;
    }

    /** Closes it where it is open. */
    void close() {
        Producer<byte[], byte[]> present = producer;
        producer = null;
        if (present != null) {
            present.close(NO_WAIT);
        }
    }

    /** Closes it after a failure, whatever it says to that. */
    void giveUp() {
        try {
            close();
        } catch (KafkaException failure) {
            log.notClosed(failure);
        }
    }
}

package io.domicile.router.transaction;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the open ends of transactional ids, and sees to it that they have ended: the marker of a clearing can be dropped
 * like any other, so every partition must be stable beyond the clearing's own record, and no offset pending.
 *
 * <p>What fails but for want of permission, or by an interruption, is a {@link TimeoutException}; the ends stay open.
 */
final class Clearing {

    private static final Logger LOG = LoggerFactory.getLogger(Clearing.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final RegionId here;
    private final OpenEnds ends;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final Supplier<Endings> endings;
    private final Limits limits;

    /**
     * @param producers makes a producer of a transactional id
     * @param endings connects to the brokers
     */
    Clearing(
            RegionId here,
            OpenEnds ends,
            Function<String, Producer<byte[], byte[]>> producers,
            Supplier<Endings> endings,
            Limits limits) {
        this.here = here;
        this.ends = ends;
        this.producers = producers;
        this.endings = endings;
        this.limits = limits;
    }

    /** @param producer of the id, initialized and without an open transaction; of no use where this fails */
    void with(Producer<byte[], byte[]> producer, String transactionalId) {
        List<Touched> open = ends.of(transactionalId);
        if (!open.isEmpty()) {
            orElseLater(() -> clear(producer, transactionalId, open, limits.attempts()));
        }
    }

    /** With a producer of its own, which fences any other of the id. */
    void apart(String transactionalId) {
        orElseLater(() -> apart(transactionalId, limits.attempts()));
    }

    /**
     * Tries once what was left open under ids that no producer uses; nothing else would end it before those are used.
     * What fails, but for an interruption, is tried again when the next producer opens.
     */
    void abandoned() {
        for (String transactionalId : ends.abandoned()) {
            try {
                // Those before it take their time, and its own producer, opened meanwhile, must not be fenced
                if (ends.isAbandoned(transactionalId)) {
                    apart(transactionalId, 1);
                }
            } catch (InterruptException passedOn) {
                throw passedOn;
            } catch (KafkaException failed) {
                logUnseen(failed);
            }
        }
    }

    private void apart(String transactionalId, int attempts) {
        List<Touched> open = ends.of(transactionalId);
        if (open.isEmpty()) {
            return;
        }
        Producer<byte[], byte[]> producer = producers.apply(transactionalId);
        try {
            producer.initTransactions();
            clear(producer, transactionalId, open, attempts);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void clear(Producer<byte[], byte[]> producer, String transactionalId, List<Touched> open, int attempts) {
        try (Endings told = endings.get()) {
            clear(told, producer, transactionalId, open, attempts);
        }
    }

    private void clear(
            Endings told, Producer<byte[], byte[]> producer, String transactionalId, List<Touched> open, int attempts) {
        Remains all = open.stream()
                .map(touched -> touched.remains(told::partitionsOf))
                .reduce(Remains.NOTHING, Remains::and);
        Remains left = existing(told, all);
        int attempt = 0;
        while (!left.isNothing() && attempt < attempts) {
            attempt++;
            left = existing(told, unended(told, left, Filler.giveUp(producer, left, limits.sending())));
        }
        if (!left.isNothing()) {
            throw new TimeoutException("transactions have not ended in " + left.count() + " partitions");
        }
        ends.settled(transactionalId, open);
        LOG.atInfo()
                .addKeyValue(LogKeys.REGION, here)
                .addKeyValue(LogKeys.COUNT, all.count())
                .addKeyValue(LogKeys.ATTEMPT, attempt)
                .log("what a transaction may have left open in partitions has ended");
    }

    /** Without the partitions that are gone: nothing is open there, and nothing can be sent there. */
    private static Remains existing(Endings told, Remains remains) {
        return remains.isNothing() ? remains : remains.within(told.partitionsOf(remains.topics()));
    }

    /** What was not seen to have ended in time. */
    private Remains unended(Endings told, Remains remains, Map<TopicPartition, Long> fillers) {
        long began = System.nanoTime();
        Remains left = remains;
        while (true) {
            left = left.without(ended(told, left.partitions(), fillers), told::settled);
            if (left.isNothing() || System.nanoTime() - began >= limits.proof().toNanos()) {
                return left;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static Set<TopicPartition> ended(
            Endings told, Set<TopicPartition> partitions, Map<TopicPartition, Long> fillers) {
        Set<TopicPartition> ended = new HashSet<>();
        if (!partitions.isEmpty()) {
            told.stableUntil(partitions).forEach((partition, stable) -> {
                Long filler = fillers.get(partition);
                if (filler != null && filler >= 0 && stable > filler) {
                    ended.add(partition);
                }
            });
        }
        return ended;
    }

    private void orElseLater(Runnable clearing) {
        try {
            clearing.run();
        } catch (AuthenticationException | AuthorizationException | InterruptException passedOn) {
            throw passedOn;
        } catch (KafkaException failed) {
            logUnseen(failed);
            throw failed instanceof TimeoutException late
                    ? late
                    : new TimeoutException("open ends of a transaction could not be cleared", failed);
        }
    }

    private void logUnseen(KafkaException failed) {
        LOG.atWarn()
                .addKeyValue(LogKeys.REGION, here)
                .addKeyValue(LogKeys.ERROR, failed.getClass().getName())
                .log("what a transaction may have left open in partitions has not been seen to end");
    }
}

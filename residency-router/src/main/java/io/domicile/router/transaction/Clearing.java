package io.domicile.router.transaction;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Ends the open ends of transactional ids, and sees to it that they have ended: the marker of a clearing can be dropped
 * like any other, so every partition must be stable beyond the clearing's own record, and no offset pending.
 *
 * <p>That depends on the open transactions of all others, too, and theirs may wait for this one. So a clearing that gave up
 * its records in as many attempts as it has, and is answered by the brokers that something is still open, forgets the ends
 * and says so at ERROR. Either another's transaction is open there, or the clearing's own markers were dropped as well.
 *
 * <p>What fails but for want of permission, or by an interruption, is a {@link TimeoutException}; the ends stay open.
 */
final class Clearing {

    private static final Logger LOG = LoggerFactory.getLogger(Clearing.class);

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
     * What fails, but for an interruption, or is not seen to have ended, is tried again when the next producer opens.
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
        boolean answered = true;
        while (!left.isNothing() && attempt < attempts) {
            attempt++;
            Proof proof = new Proof(told, Filler.giveUp(producer, left, limits.sending()));
            left = existing(told, proof.unended(left, limits.proof()));
            answered = proof.isAnswered();
        }
        if (!left.isNothing() && (!answered || attempts < limits.attempts())) {
            throw new TimeoutException("transactions have not ended in " + left.count() + " partitions");
        }
        ends.settled(transactionalId, open);
        if (left.isNothing()) {
            log(LOG.atInfo(), all, attempt).log("what a transaction may have left open in partitions has ended");
        } else {
            log(LOG.atError(), left, attempt)
                    .log("goes on without having seen what a transaction may have left open in partitions end");
        }
    }

    private LoggingEventBuilder log(LoggingEventBuilder event, Remains remains, int attempt) {
        return event.addKeyValue(LogKeys.REGION, here)
                .addKeyValue(LogKeys.COUNT, remains.count())
                .addKeyValue(LogKeys.ATTEMPT, attempt);
    }

    /** Without the partitions that are gone: nothing is open there, and nothing can be sent there. */
    private static Remains existing(Endings told, Remains remains) {
        return remains.isNothing() ? remains : remains.within(told.partitionsOf(remains.topics()));
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

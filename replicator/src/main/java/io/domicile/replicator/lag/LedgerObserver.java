package io.domicile.replicator.lag;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.ledger.LedgerEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole link's ledger at an interval, on a thread and with a client of its own, so that every process of a
 * link knows the lag of every lane, and none forgets it while its session begins anew. A failure leaves the positions
 * as they are: a lag can only look longer by it.
 */
public final class LedgerObserver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerObserver.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final String link;
    private final LagBoard board;
    private final LedgerPositions ledger;
    private final Duration interval;
    private final ScheduledExecutorService thread;
    private boolean isFailing;
    private @Nullable ScheduledFuture<?> observing;

    /**
     * @param link {@code source->target}
     * @param ledger closed with this observer
     */
    public LedgerObserver(String link, LagBoard board, LedgerPositions ledger, Duration interval) {
        this.link = link;
        this.board = board;
        this.ledger = ledger;
        this.interval = interval;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread worker = new Thread(work, "link-ledger-" + link);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Called once. */
    public synchronized void start() {
        observing = thread.scheduleWithFixedDelay(this::observeOnce, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether observing goes on; false only before the start, after the end, or if this class is broken. */
    public synchronized boolean isAlive() {
        return observing != null && !observing.isDone() && !thread.isShutdown();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.LINK, link).log("the ledger's observer did not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
    }

    /** Reads the ledger once. */
    void observeOnce() {
        Map<TopicPartition, Optional<LedgerEntry>> entries;
        try {
            entries = ledger.entries();
        } catch (KafkaException unanswered) {
            if (!isFailing) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.LINK, link)
                        .addKeyValue(LogKeys.ERROR, unanswered.getClass().getName())
                        .log("the ledger cannot be observed");
            }
            isFailing = true;
            return;
        }
        isFailing = false;
        entries.forEach(this::observed);
        for (TopicPartition partition : board.partitions()) {
            if (!entries.containsKey(partition)) {
                board.find(partition).ifPresent(LagTracker::observedUnwritten);
            }
        }
    }

    private void observed(TopicPartition partition, Optional<LedgerEntry> entry) {
        if (board.isGone(partition)) {
            return;
        }
        LagTracker tracker = board.follow(partition);
        entry.ifPresentOrElse(
                found -> tracker.observed(found.position().offset(), found.origin()), tracker::observedUnreadable);
    }
}

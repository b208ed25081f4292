package io.domicile.kit.republish;

import io.domicile.kit.kafka.TopicReader;
import io.domicile.kit.republish.Republisher.Counts;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;

/** Sends the current keys of one partition, some hundred at a time, each until it has settled. One thread. */
final class PartitionPass {

    private static final int AT_ONCE = 500;

    private final TopicReader home;
    private final int partition;
    private final CopyWriter writer;
    private final PartitionCopies copies;
    private final long epoch;
    private final Duration patience;
    private long reached;
    private long sent;

    PartitionPass(
            TopicReader home, int partition, CopyWriter writer, PartitionCopies copies, long epoch, Duration patience) {
        this.home = home;
        this.partition = partition;
        this.writer = writer;
        this.copies = copies;
        this.epoch = epoch;
        this.patience = patience;
    }

    Counts run(long end) {
        reached = home.read(partition, 0, end, copies::observe);
        List<KeyHistory> current = copies.current();
        for (int from = 0; from < current.size(); from += AT_ONCE) {
            settle(current.subList(from, Math.min(from + AT_ONCE, current.size())));
        }
        return new Counts(current.size(), sent);
    }

    private void settle(List<KeyHistory> keys) {
        long begunAt = System.nanoTime();
        // What came out since the beginning makes the first copies as new as they can be
        catchUp();
        List<KeyHistory> open = keys;
        while (!open.isEmpty()) {
            if (isOver(begunAt)) {
                throw new RepublishStalledException(
                        "after " + patience.toSeconds() + " s " + open.size() + " keys of partition " + partition
                                + " of '" + home.topic()
                                + "' have not settled: the router blocks them or decides by an older policy,"
                                + " or they are written all the time; run it again",
                        null);
            }
            writer.write(open);
            sent += open.size();
            await(open, begunAt);
            open = open.stream().filter(key -> !key.isSettled(epoch)).toList();
        }
    }

    private boolean isOver(long begunAt) {
        return System.nanoTime() - begunAt > patience.toNanos();
    }

    private void catchUp() {
        long end = home.committedEnds().getOrDefault(partition, reached);
        if (end > reached) {
            reached = home.read(partition, reached, end, copies::observe);
        }
    }

    private void await(List<KeyHistory> keys, long begunAt) {
        try {
            reached = home.read(partition, reached, Long.MAX_VALUE, record -> {
                copies.observe(record);
                return !isOver(begunAt) && keys.stream().anyMatch(KeyHistory::isUnderWay);
            });
        } catch (TimeoutException nothingCame) {
            throw new RepublishStalledException(
                    "copies do not come out of partition " + partition + " of '" + home.topic()
                            + "': is the router running, its gate open, and is the organization still active? What was"
                            + " sent will come out; run it again then",
                    nothingCame);
        }
    }
}

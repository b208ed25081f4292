package io.domicile.replicator.compare;

import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.lane.Deletions;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneMeters;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.lane.Tally;
import io.domicile.replicator.ledger.LedgerView;
import io.domicile.replicator.ledger.Tails;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.reconcile.Reconciliation;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.SourceTopics;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Sends missing tombstones as the lane itself would: through its transactional id, which fences whoever writes the lane
 * now, with its ledger left where it is. A link that runs takes its lane back by itself. For one thread.
 */
final class Repair {

    /** Fencing, then finding the lane's position, each end one attempt. */
    private static final int ATTEMPTS = 3;

    private final Link link;
    private final LinkClients clients;
    private final LedgerView ledger;
    private final Tails tails;
    private final SourceTopics identity;
    private final MirrorScan scan;
    private final Duration timeout;

    Repair(
            Link link,
            LinkClients clients,
            LedgerView ledger,
            Tails tails,
            SourceTopics identity,
            MirrorScan scan,
            Duration timeout) {
        this.link = link;
        this.clients = clients;
        this.ledger = ledger;
        this.tails = tails;
        this.identity = identity;
        this.scan = scan;
        this.timeout = timeout;
    }

    /** How many tombstones were written. */
    long send(LaneId id, Origin origin, Judges judges, Reconciliation found) {
        Count count = new Count();
        LaneTools tools = new LaneTools(
                link,
                ledger,
                tails,
                identity,
                judges.judge(),
                judges.policy(),
                // A gap is for the link to answer, or for a person
                GapAnswers.HALT,
                (record, reason, region) -> {
                    throw new IllegalStateException("a repair refuses nothing");
                },
                lane -> clients.laneProducer(lane.source()),
                count,
                timeout);
        Lane lane = new Lane(id, origin, tools);
        try {
            for (Erasure erasure : Deletions.of(found, id.mirror(), scan)) {
                write(lane, erasure);
            }
        } finally {
            lane.rest();
        }
        return count.written;
    }

    /** Commits without a membership: the running link's members know nothing of it. */
    private void write(Lane lane, Erasure erasure) {
        String reason = "the lane's position moves";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            LaneStep step = lane.erase(erasure, new ConsumerGroupMetadata(link.ledgerGroup()));
            if (step instanceof LaneStep.Erased) {
                return;
            }
            if (step instanceof LaneStep.Halted halted) {
                reason = halted.reason().code();
                break;
            }
            if (step instanceof LaneStep.NotErased not) {
                reason = not.reason().code();
            }
        }
        throw new UnrepairedException(lane.id().topic().mirror(), reason);
    }

    /** Counts tombstones that are committed. */
    private static final class Count implements LaneMeters {

        private long written;

        @Override
        public void committed(MirroredTopic topic, Tally tally) {
            throw new IllegalStateException("a repair copies nothing");
        }

        @Override
        public void erased(MirroredTopic topic, String kind, int tombstones) {
            written += tombstones;
        }

        @Override
        public void aborted(MirroredTopic topic) {
            // Told by the step
        }

        @Override
        public void passed(MirroredTopic topic, HaltReason reason, GapAnswer answer, OptionalLong gone) {
            throw new IllegalStateException("a repair passes no gap");
        }
    }
}

package io.domicile.replicator.compare;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.lane.JudgedCrossing;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.ledger.Ledger;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.ResumePlan;
import io.domicile.replicator.ledger.ResumeRules;
import io.domicile.replicator.ledger.TailReader;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.reconcile.Crossing;
import io.domicile.replicator.reconcile.Findings;
import io.domicile.replicator.reconcile.PartitionReconciler;
import io.domicile.replicator.reconcile.ReconcileTask;
import io.domicile.replicator.reconcile.Reconciliation;
import io.domicile.replicator.reconcile.SourceBehindException;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.SourceCleaning;
import io.domicile.replicator.topic.SourceIdentity;
import io.domicile.residency.link.LinkTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares every mirror of a compacted class with its source, from outside the link. It may run beside it. For one
 * thread.
 */
public final class LinkComparison implements AutoCloseable {

    private final Link link;
    private final Optional<Judges> judges;
    private final Duration timeout;
    private final Admin source;
    private final Admin target;
    private final TailReader tails;
    private final Ledger ledger;
    private final SourceIdentity identity;
    private final PartitionReconciler partitions;
    private final Repair repair;

    /**
     * @param judges what the link decides by; without them neither absence nor the look of values is judged, and nothing
     *     can be repaired
     * @param timeout how long a question to either cluster may take
     */
    public LinkComparison(Link link, LinkClients clients, Optional<Judges> judges, Duration timeout) {
        this.link = link;
        this.judges = judges;
        this.timeout = timeout;
        this.source = clients.sourceAdmin();
        this.target = clients.targetAdmin();
        this.tails = new TailReader(clients::mirrorConsumer, clients::mirrorBytesConsumer, timeout);
        this.ledger = new Ledger(target, link.ledgerGroup(), timeout);
        this.identity = new SourceIdentity(
                source,
                MirroredTopic.all(link).stream().map(MirroredTopic::source).toList(),
                timeout);
        this.partitions = new PartitionReconciler(
                clients::comparisonConsumer, clients::mirrorConsumer, clients::mirrorBytesConsumer, timeout);
        MirrorScan scan = new MirrorScan(clients::mirrorConsumer, clients::mirrorBytesConsumer, timeout);
        this.repair = new Repair(link, clients, ledger, tails, identity, scan, timeout);
    }

    /**
     * One report for each partition that both sides have.
     *
     * @param repairs whether to send tombstones that are missing
     * @throws KafkaException if a cluster does not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if a registry does not
     * @throws UnrepairedException if tombstones cannot be sent
     */
    public List<PartitionReport> run(boolean repairs) {
        String cluster = Answers.await(source.describeCluster().clusterId(), timeout);
        List<PartitionReport> reports = new ArrayList<>();
        for (MirroredTopic topic : MirroredTopic.all(link)) {
            Optional<TopicDescription> there = describe(source, topic.source());
            Optional<TopicDescription> here = describe(target, topic.mirror());
            if (!(topic.kind() instanceof LinkTopic.Egress) || there.isEmpty() || here.isEmpty()) {
                continue;
            }
            Origin origin = new Origin(cluster, there.get().topicId());
            int shared = Math.min(
                    there.get().partitions().size(), here.get().partitions().size());
            for (int partition = 0; partition < shared; partition++) {
                reports.add(compare(new LaneId(topic, partition), origin, repairs));
            }
        }
        return reports;
    }

    private PartitionReport compare(LaneId lane, Origin origin, boolean repairs) {
        String mirror = lane.topic().mirror();
        ResumePlan plan = plan(lane, origin);
        long position = plan instanceof ResumePlan.From from ? from.position().offset() : 0;
        if (plan instanceof ResumePlan.Halt) {
            return new PartitionReport(mirror, lane.partition(), position, false, Findings.NONE, 0);
        }
        try {
            Reconciliation found = find(lane, origin, position);
            Findings findings = found.findings();
            long sent = repairs ? repair(lane, origin, position, found) : 0;
            return new PartitionReport(mirror, lane.partition(), position, true, findings, sent);
        } catch (SourceBehindException truncated) {
            return new PartitionReport(mirror, lane.partition(), position, false, Findings.NONE, 0);
        }
    }

    /** How many tombstones were written. */
    private long repair(LaneId lane, Origin origin, long position, Reconciliation first) {
        Reconciliation found = first;
        long sent = 0;
        while (!found.missing().isEmpty()) {
            long now = repair.send(lane, origin, judges.orElseThrow(), found);
            sent += now;
            if (now == 0 || !found.more()) {
                break;
            }
            found = find(lane, origin, position);
        }
        return sent;
    }

    private Reconciliation find(LaneId lane, Origin origin, long position) {
        SourceCleaning cleaning = SourceCleaning.read(source, lane.topic().source(), timeout);
        ReconcileTask task = new ReconcileTask(
                lane.source(), lane.mirror(), origin, position, cleaning.onlyCompacts(), formerTells(lane.topic()));
        Reconciliation found = partitions.run(task, crossing(lane.topic()));
        boolean isSame = identity.idSince(lane.topic().source(), System.nanoTime())
                .filter(origin.topicId()::equals)
                .isPresent();
        if (!isSame) {
            throw new KafkaException(lane.topic().source() + " was deleted or created again meanwhile");
        }
        return found;
    }

    private boolean formerTells(MirroredTopic topic) {
        return judges.filter(with -> with.gaps().of(topic.kind()) == GapAnswer.RESYNC)
                .isPresent();
    }

    private Crossing crossing(MirroredTopic topic) {
        return judges.<Crossing>map(with -> new JudgedCrossing(with.judge(), with.policy(), topic.kind()))
                .orElse(UnjudgedCrossing.INSTANCE);
    }

    /** Where the lane would go on. */
    private ResumePlan plan(LaneId lane, Origin origin) {
        try {
            Optional<LedgerEntry> entry = ledger.read(lane.mirror(), false);
            return entry.isPresent()
                    ? ResumeRules.byLedger(entry.get(), origin)
                    : ResumeRules.plan(entry, tails.read(lane.mirror()), origin);
        } catch (UnreadableLedgerException notOurs) {
            return new ResumePlan.Halt(HaltReason.LEDGER_UNREADABLE);
        }
    }

    private Optional<TopicDescription> describe(Admin cluster, String topic) {
        try {
            return Optional.ofNullable(
                    Answers.await(cluster.describeTopics(List.of(topic)).allTopicNames(), timeout)
                            .get(topic));
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        tails.close();
        target.close();
        source.close();
    }
}

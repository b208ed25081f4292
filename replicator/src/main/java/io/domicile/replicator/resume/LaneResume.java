package io.domicile.replicator.resume;

import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.ledger.Copies;
import io.domicile.replicator.ledger.Ledger;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.Resumption;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.topic.MirroredTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets the lanes of one topic go on at a place a person names, whether a link runs or not.
 *
 * <ol>
 *   <li>The lane's transactional id is opened first: that fences whoever writes the lane and ends their open transaction.
 *   <li>One transaction then puts the position, the source's present identity and the accepted mirror end into the
 *       ledger. Without a membership, which the target allows of transactions even while the link's group has members.
 *   <li>A running link notices by the entry's resumption that its halted lane may go on; a lane that was running finds
 *       itself fenced and reads the ledger anew.
 * </ol>
 *
 * <p>Confined to one thread.
 */
public final class LaneResume implements AutoCloseable {

    private final Link link;
    private final MirroredTopic topic;
    private final LinkClients clients;
    private final Duration timeout;
    private final Admin source;
    private final Admin target;
    private final Ledger ledger;

    public LaneResume(Link link, MirroredTopic topic, LinkClients clients, Duration timeout) {
        this.link = link;
        this.topic = topic;
        this.clients = clients;
        this.timeout = timeout;
        this.source = clients.sourceAdmin();
        this.target = clients.targetAdmin();
        this.ledger = new Ledger(target, link.ledgerGroup(), timeout);
    }

    /** What {@link #resume} would do; nothing is fenced or written. */
    public ResumeOutcome plan(SourceTopic present, int partition, ResumeFrom from) {
        return outcome(present, partition, from, before(partition, false));
    }

    /**
     * @param present as of {@link #look}
     * @throws ResumeRefusedException if the source does not have that place
     * @throws org.apache.kafka.common.KafkaException if a cluster does not answer, or another process has opened the
     *     lane meanwhile: nothing is changed then
     */
    public ResumeOutcome resume(SourceTopic present, int partition, ResumeFrom from) {
        // Refused before anybody is fenced
        plan(present, partition, from);
        TopicPartition mirror = new TopicPartition(topic.mirror(), partition);
        try (Producer<byte[], byte[]> producer = clients.laneProducer(new TopicPartition(topic.source(), partition))) {
            producer.initTransactions();
            ResumeOutcome outcome = outcome(present, partition, from, before(partition, true));
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(mirror, LedgerCodec.encode(outcome.after())), new ConsumerGroupMetadata(link.ledgerGroup()));
            producer.commitTransaction();
            return outcome;
        }
    }

    /**
     * What the source topic is now.
     *
     * @throws ResumeRefusedException if the source or the target lacks the topic
     */
    public SourceTopic look() {
        return SourceTopic.look(source, target, topic, timeout);
    }

    private ResumeOutcome outcome(SourceTopic present, int partition, ResumeFrom from, LedgerBefore before) {
        Origin origin = present.origin();
        ResumeRange range = present.range(source, topic, partition, timeout);
        SourcePosition position = range.position(from, before, origin);
        Optional<Resumption> last =
                before instanceof LedgerBefore.Entry found ? found.entry().resumption() : Optional.empty();
        long mirrorEnd = ledger.mirrorEnd(new TopicPartition(topic.mirror(), partition));
        Copies copies = before instanceof LedgerBefore.Entry found
                ? found.entry().copiesBefore(position, origin)
                : Copies.none(position.offset());
        LedgerEntry after =
                new LedgerEntry(position, origin, link.epoch(), Optional.of(Resumption.after(last, mirrorEnd)), copies);
        OptionalLong reached = range.reached(before, origin);
        return new ResumeOutcome(
                partition,
                before,
                after,
                reached.isPresent()
                        ? OptionalLong.of(Math.max(0, position.offset() - reached.getAsLong()))
                        : OptionalLong.empty(),
                reached.isPresent()
                        ? OptionalLong.of(Math.max(0, reached.getAsLong() - position.offset()))
                        : OptionalLong.empty());
    }

    private LedgerBefore before(int partition, boolean settled) {
        try {
            return ledger.read(new TopicPartition(topic.mirror(), partition), settled)
                    .<LedgerBefore>map(LedgerBefore.Entry::new)
                    .orElseGet(LedgerBefore.None::new);
        } catch (UnreadableLedgerException newer) {
            return new LedgerBefore.Unreadable();
        }
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}

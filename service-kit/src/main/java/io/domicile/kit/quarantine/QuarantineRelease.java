package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.setaside.Mark;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.setaside.SetAsideRange;
import io.domicile.kit.setaside.SetAsideRejectedException;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.setaside.SetAsideWriter;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes records out of quarantine, each exactly once: what it becomes and the mark that it was released are one
 * transaction. Whether it may go anywhere is decided by whoever reads what it becomes, under the policy of that moment.
 *
 * <p>Records are released partition by partition, oldest first, so that those of one key keep their order. All releases of
 * a region share a transactional id: the one that begins last ends those before it.
 */
public final class QuarantineRelease {

    private final ToolClients clients;
    private final String transactionalId;
    private final ReleaseRule rule;
    private final InstantSource clock;

    public QuarantineRelease(RegionId region, ToolClients clients, ReleaseRule rule, InstantSource clock) {
        this.clients = clients;
        this.transactionalId = KafkaNames.quarantineReleaseTransactions(region);
        this.rule = rule;
        this.clock = clock;
    }

    /**
     * Releases what is selected and there now. Reports each record at once, after its transaction.
     *
     * @throws io.domicile.kit.setaside.SetAsideException if Kafka fails, or another release began
     * @throws RuntimeException what the rule throws
     */
    public void run(QuarantineFilter filter, Consumer<ReleaseResult> report) {
        try (SetAsideTopic topic = new SetAsideTopic(Topics.QUARANTINE, clients)) {
            // A missing topic is told of before anybody is fenced
            topic.committed();
            try (SetAsideWriter writer = SetAsideWriter.begin(Topics.QUARANTINE, clients, transactionalId)) {
                // Marks are read after the beginning: nobody else can write one now
                pass(topic, topic.written(), filter, writer::write, report);
                writer.awaitVisible(topic);
            }
        }
    }

    /** Reports what {@link #run} would do now, writes nothing and fences nobody. */
    public void rehearse(QuarantineFilter filter, Consumer<ReleaseResult> report) {
        try (SetAsideTopic topic = new SetAsideTopic(Topics.QUARANTINE, clients)) {
            pass(topic, topic.committed(), filter, (record, mark) -> {}, report);
        }
    }

    private void pass(
            SetAsideTopic topic,
            SetAsideRange whole,
            QuarantineFilter filter,
            BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer,
            Consumer<ReleaseResult> report) {
        SetAsideRange range = filter.narrowed(whole);
        SortedSet<SetAsidePosition> missing = new TreeSet<>(filter.at());
        SetAsideMarks marks = topic.marks(range);
        topic.records(range, record -> {
            QuarantinedRecord about = QuarantinedRecord.of(record, marks);
            if (filter.takes(about)) {
                missing.remove(about.position());
                report.accept(release(record, about, writer));
            }
            return true;
        });
        missing.forEach(position -> report.accept(ReleaseResult.of(position, ReleaseState.NOT_FOUND)));
    }

    private ReleaseResult release(
            ConsumerRecord<byte[], byte[]> record,
            QuarantinedRecord about,
            BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer) {
        return switch (about.state()) {
            case RELEASED -> ReleaseResult.of(about.position(), ReleaseState.ALREADY_RELEASED);
            case REFERENCE_ONLY -> ReleaseResult.of(about.position(), ReleaseState.PAYLOAD_OMITTED);
            case WAITING -> decided(rule.decide(record, about), about.position(), writer);
        };
    }

    private ReleaseResult decided(
            Release release, SetAsidePosition position, BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer) {
        if (release instanceof Release.Written written) {
            try {
                writer.accept(written.record(), new Mark(position, Mark.RELEASED, clock.instant()));
            } catch (SetAsideRejectedException rejected) {
                return ReleaseResult.of(position, ReleaseState.REJECTED);
            }
        }
        return new ReleaseResult(position, release.state(), release.detail());
    }
}

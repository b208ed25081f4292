package io.domicile.replicator.metrics;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.lane.LaneMeters;
import io.domicile.replicator.lane.Tally;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.MirroredTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records and transactions of a link once they are committed. A refusal is also an alarm line in the log, which
 * names topic and reason and nothing of the record.
 */
public final class LinkMeters implements LaneMeters {

    private static final Logger LOG = LoggerFactory.getLogger(LinkMeters.class);

    private final MeterRegistry meters;
    private final Link link;
    private final Tags common;

    public LinkMeters(MeterRegistry meters, Link link) {
        this.meters = meters;
        this.link = link;
        this.common = Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label());
    }

    @Override
    public void committed(MirroredTopic topic, Tally tally) {
        transactions(topic, "committed").increment();
        if (tally.copied() > 0) {
            records(topic, "copied", Labels.NONE).increment(tally.copied());
        }
        tally.skipped()
                .forEach((reason, count) ->
                        records(topic, "skipped", reason.code()).increment(count));
        tally.refused().forEach((reason, count) -> {
            records(topic, "refused", reason.code()).increment(count);
            LOG.atError()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.TOPIC, topic.source())
                    .addKeyValue(LogKeys.REASON, reason.code())
                    .addKeyValue(LogKeys.COUNT, count)
                    .log("records refused at the border");
        });
        if (tally.droppedFields() > 0) {
            droppedFields(topic).increment(tally.droppedFields());
        }
        if (tally.droppedHeaders() > 0) {
            droppedHeaders(topic).increment(tally.droppedHeaders());
        }
    }

    @Override
    public void erased(MirroredTopic topic, String kind, int tombstones) {
        transactions(topic, "committed").increment();
        if (tombstones > 0) {
            Counter.builder("domicile.link.purged")
                    .description("Tombstones of its own that a link has written to a mirror, by why it has")
                    .tags(common.and(Labels.TOPIC, topic.source(), Labels.KIND, kind))
                    .register(meters)
                    .increment(tombstones);
        }
    }

    @Override
    public void aborted(MirroredTopic topic) {
        transactions(topic, "aborted").increment();
    }

    @Override
    public void passed(MirroredTopic topic, HaltReason reason, GapAnswer answer, OptionalLong gone) {
        Tags tags =
                common.and(Labels.TOPIC, topic.source(), Labels.REASON, reason.code(), Labels.OUTCOME, answer.label());
        Counter.builder("domicile.link.gaps")
                .description("Gaps between a source and its mirror that a lane went on past, as configured")
                .tags(tags)
                .register(meters)
                .increment();
        Counter.builder("domicile.link.gap.offsets")
                .description("Source offsets that such gaps concern, where their number is known")
                .tags(tags)
                .register(meters)
                .increment(gone.orElse(0));
    }

    private Counter records(MirroredTopic topic, String outcome, String reason) {
        return Counter.builder("domicile.link.records")
                .description(
                        "Records a link has read and what became of them, counted when the transaction is committed")
                .tags(common.and(Labels.TOPIC, topic.source(), Labels.OUTCOME, outcome, Labels.REASON, reason))
                .register(meters);
    }

    private Counter droppedFields(MirroredTopic topic) {
        return Counter.builder("domicile.link.fields.dropped")
                .description(
                        "Fields removed from values because the released schema of their class has none of that name")
                .tags(common.and(Labels.TOPIC, topic.source()))
                .register(meters);
    }

    private Counter droppedHeaders(MirroredTopic topic) {
        return Counter.builder("domicile.link.headers.dropped")
                .description("Headers left behind because nothing declares that they may cross")
                .tags(common.and(Labels.TOPIC, topic.source()))
                .register(meters);
    }

    private Counter transactions(MirroredTopic topic, String outcome) {
        return Counter.builder("domicile.link.transactions")
                .description("Transactions of a link's lanes on the target")
                .tags(common.and(Labels.TOPIC, topic.source(), Labels.OUTCOME, outcome))
                .register(meters);
    }
}

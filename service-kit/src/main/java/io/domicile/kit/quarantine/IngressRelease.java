package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.decision.BlockReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Gives back to the router what the router has set aside: key, value and headers as they arrived, on the ingress topic of
 * its class, in the partition it came from, with its own time.
 *
 * <p>What arrived from another region's forward topic comes back as if it had arrived here. Should its home be elsewhere
 * it is forwarded once more, because an operator says so; it cannot go round by itself.
 */
public final class IngressRelease implements ReleaseRule {

    private static final List<String> OWN_HEADERS = List.of(
            HeaderNames.REASON,
            HeaderNames.SOURCE_TOPIC,
            HeaderNames.SOURCE_PARTITION,
            HeaderNames.SOURCE_OFFSET,
            HeaderNames.DATA_CLASS,
            HeaderNames.OMITTED_BYTES);

    /** What the ingress topic has to keep a record for, so that a router that is away does not miss it. */
    private static final long MARGIN_MILLIS = Duration.ofDays(1).toMillis();

    private static final int BATCH_OVERHEAD = 128;
    private static final int HEADER_OVERHEAD = 10;

    private final IngressTopics topics;
    private final Optional<DataClass> otherwise;
    private final boolean withNewTime;
    private final InstantSource clock;

    /**
     * @param otherwise the class of records whose own nobody knows
     * @param withNewTime whether records become as old as their release
     */
    public IngressRelease(
            ToolClients clients, Optional<DataClass> otherwise, boolean withNewTime, InstantSource clock) {
        this.topics = new IngressTopics(clients);
        this.otherwise = otherwise;
        this.withNewTime = withNewTime;
        this.clock = clock;
    }

    @Override
    public Release decide(ConsumerRecord<byte[], byte @Nullable []> record, QuarantinedRecord about) {
        if (about.isFromBridge()) {
            return new Release.Held(ReleaseState.NEEDS_BRIDGE, "");
        }
        if (RecordKey.parse(record.key()).isEmpty()) {
            return new Release.Held(ReleaseState.REMAINS, BlockReason.NO_ORGANIZATION.code());
        }
        Optional<DataClass> dataClass = about.dataClass().or(() -> otherwise);
        if (dataClass.isEmpty()) {
            return new Release.Held(ReleaseState.CLASS_UNKNOWN, "");
        }
        return toIngress(record, about, dataClass.get());
    }

    private Release toIngress(
            ConsumerRecord<byte[], byte @Nullable []> record, QuarantinedRecord about, DataClass dataClass) {
        IngressTopics.Facts ingress = topics.of(dataClass);
        long time = withNewTime ? clock.millis() : record.timestamp();
        if (isNearlyExpired(time, ingress)) {
            return new Release.Held(ReleaseState.TOO_OLD, "");
        }
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders(record.headers());
        RecordHeaders.stripReserved(headers);
        OWN_HEADERS.forEach(headers::remove);
        if (size(record, headers) > TopicSizes.INGRESS) {
            return new Release.Held(ReleaseState.REMAINS, BlockReason.TOO_LARGE.code());
        }
        String topic = Topics.ingress(dataClass);
        OptionalInt from = about.sourcePartition();
        boolean isSamePlace = about.sourceTopic().filter(topic::equals).isPresent()
                && from.isPresent()
                && from.getAsInt() < ingress.partitions();
        return new Release.Written(
                ReleaseState.RELEASED,
                topic,
                new ProducerRecord<>(
                        topic, isSamePlace ? from.getAsInt() : null, time, record.key(), record.value(), headers));
    }

    private boolean isNearlyExpired(long time, IngressTopics.Facts ingress) {
        if (ingress.retentionMillis().isEmpty()) {
            return false;
        }
        long retention = ingress.retentionMillis().getAsLong();
        long margin = Math.min(MARGIN_MILLIS, retention / 2);
        return clock.millis() - time > retention - margin;
    }

    private static long size(ConsumerRecord<byte[], byte @Nullable []> record, Headers headers) {
        byte[] value = record.value();
        long size = BATCH_OVERHEAD + record.key().length + (value == null ? 0 : value.length);
        for (Header header : headers) {
            // A name's UTF-8 form takes at most three bytes for each char
            size += 3L * header.key().length() + (header.value() == null ? 0 : header.value().length) + HEADER_OVERHEAD;
        }
        return size;
    }
}

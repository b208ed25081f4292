package io.domicile.kit.policy;

import io.domicile.kit.policy.PolicyMeters.RereadReason;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;

/** Brings the trackers of the policy topics up to what one consumer reads. Owned by the thread that runs the store. */
final class PolicyReader {

    private final Consumer<byte[], byte[]> consumer;
    private final PolicyDecoder decoder;
    private final PolicyMeters meters;
    private final PolicyTimings timings;
    private final TopicOffsets offsets;
    private final LongSupplier nanoTime;

    /** @param nanoTime the monotonic clock of the leases */
    PolicyReader(
            Consumer<byte[], byte[]> consumer,
            PolicyDecoder decoder,
            PolicyMeters meters,
            PolicyTimings timings,
            TopicOffsets offsets,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.meters = meters;
        this.timings = timings;
        this.offsets = offsets;
        this.nanoTime = nanoTime;
    }

    /** Reads exactly the readable ones of these topics from now on. */
    void follow(Collection<WatchedTopic> topics) {
        List<TopicPartition> readable = topics.stream()
                .filter(WatchedTopic::isReadable)
                .map(WatchedTopic::partition)
                .toList();
        if (!consumer.assignment().equals(Set.copyOf(readable))) {
            consumer.assign(readable);
        }
        List<WatchedTopic> rewinding = topics.stream()
                .filter(topic -> topic.isReadable() && topic.isRewindDue())
                .toList();
        // All of them first: asking for one position resolves every other, and there is none to fall back on
        consumer.seekToBeginning(rewinding.stream().map(WatchedTopic::partition).toList());
        for (WatchedTopic topic : rewinding) {
            topic.rewound(consumer.position(topic.partition(), timings.request()));
        }
    }

    /** Has those topics read again from whose beginning records were deleted since they were read there. */
    void noticeDeletions(Collection<WatchedTopic> topics) {
        for (WatchedTopic topic : topics) {
            if (topic.isReadable() && topic.isBegun() && topic.isBeheaded(offsets.beginning(topic.partition()))) {
                meters.reread(topic.topic(), RereadReason.DELETED);
                topic.rewind();
            }
        }
    }

    /**
     * Reads what there is, waiting at most one poll for it. Returns whether every record could be decoded; one that
     * could not for now is read again the next time.
     */
    boolean read(Collection<WatchedTopic> topics) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(timings.poll());
        } catch (InvalidOffsetException gone) {
            for (WatchedTopic topic : topics) {
                if (gone.partitions().contains(topic.partition())) {
                    topic.tracker().distrust(GateStatus.Reason.LOADING);
                    topic.rewind();
                    meters.reread(topic.topic(), RereadReason.OUT_OF_RANGE);
                }
            }
            follow(topics);
            return true;
        }
        boolean isComplete = true;
        for (WatchedTopic topic : topics) {
            isComplete &= apply(topic, records.records(topic.partition()));
        }
        return isComplete;
    }

    private boolean apply(WatchedTopic topic, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> next : records) {
            try {
                PolicyRecord decoded = decoder.decode(next.key(), next.value());
                if (decoded instanceof PolicyRecord.Heartbeat heartbeat) {
                    topic.tracker().freshness().heartbeat(next.offset(), heartbeat.interval());
                } else {
                    topic.tracker().apply(decoded);
                }
            } catch (SchemaRegistryException unanswered) {
                consumer.seek(topic.partition(), next.offset());
                topic.stall(next.offset());
                return false;
            }
        }
        return true;
    }

    /**
     * Judges the topic where it is read up to an end that it had since it was judged last. The end is a position: the
     * last offset may be a transaction marker. While the topic is written to all the time it may have another end by
     * then, so an end that was asked for once is kept until the reader gets there. Returns whether it is there; asks the
     * brokers only where {@code isConfirmation} or something was read since.
     */
    boolean judge(WatchedTopic topic, boolean isConfirmation) {
        long position = consumer.position(topic.partition(), timings.request());
        if (topic.isJudgedAt(position) && !isConfirmation) {
            return false;
        }
        if (!topic.isHeadedForEnd()) {
            long asked = nanoTime.getAsLong();
            long end = offsets.end(topic.partition());
            if (position > end) {
                // The log was cut; the next fetch will say so
                return false;
            }
            topic.headFor(end, asked);
        }
        return topic.arrivedAt(position);
    }
}

package io.domicile.kit.policy;

import io.domicile.kit.policy.PolicyMeters.RereadReason;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private final LongSupplier nanoTime;

    /** @param nanoTime the monotonic clock of the leases */
    PolicyReader(
            Consumer<byte[], byte[]> consumer,
            PolicyDecoder decoder,
            PolicyMeters meters,
            PolicyTimings timings,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.meters = meters;
        this.timings = timings;
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
        for (WatchedTopic topic : topics) {
            if (topic.isReadable() && topic.isRewindDue()) {
                consumer.seekToBeginning(List.of(topic.partition()));
                topic.rewound(consumer.position(topic.partition(), timings.request()));
            }
        }
    }

    /** Has those topics read again from whose beginning records were deleted since they were read there. */
    void noticeDeletions(Collection<WatchedTopic> topics) {
        List<TopicPartition> readable = topics.stream()
                .filter(WatchedTopic::isReadable)
                .map(WatchedTopic::partition)
                .toList();
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(readable, timings.request());
        for (WatchedTopic topic : topics) {
            if (topic.isReadable() && topic.isBeheaded(beginnings.getOrDefault(topic.partition(), 0L))) {
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
     * Judges the topic where it is read to its end and that was not judged yet. The end is a position: the last offset
     * may be a transaction marker. Returns whether the topic is read to its end; asks the brokers only where {@code
     * isConfirmation} or something was read since.
     */
    boolean judge(WatchedTopic topic, boolean isConfirmation) {
        Duration request = timings.request();
        long position = consumer.position(topic.partition(), request);
        if (topic.isJudgedAt(position) && !isConfirmation) {
            return false;
        }
        long asked = nanoTime.getAsLong();
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(topic.partition()), request);
        boolean isAtEnd = position == ends.getOrDefault(topic.partition(), Long.MAX_VALUE);
        if (isAtEnd) {
            topic.tracker().freshness().endSeen(position, asked);
            if (!topic.isJudgedAt(position)) {
                topic.judgeAt(position);
            }
        }
        return isAtEnd;
    }
}

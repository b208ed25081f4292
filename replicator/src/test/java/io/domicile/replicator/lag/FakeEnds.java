package io.domicile.replicator.lag;

import io.domicile.replicator.provenance.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Ends as a test says; a partition without one does not answer. */
final class FakeEnds implements SourceEnds {

    static final Origin FIRST_TOPIC = new Origin("source-cluster", new Uuid(1, 1));

    final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    final Map<TopicPartition, Long> starts = new ConcurrentHashMap<>();
    /** Partitions by topic. */
    final Map<String, Integer> topics = new ConcurrentHashMap<>();

    /** What every topic is. */
    volatile Origin origin = FIRST_TOPIC;

    final AtomicLong questions = new AtomicLong();
    volatile boolean isBroken;
    volatile boolean isClosed;

    @Override
    public Map<TopicPartition, Optional<Long>> ends(Set<TopicPartition> partitions) {
        questions.incrementAndGet();
        if (isBroken) {
            throw new KafkaException("told to fail");
        }
        Map<TopicPartition, Optional<Long>> answer = new HashMap<>();
        partitions.forEach(partition -> answer.put(partition, Optional.ofNullable(ends.get(partition))));
        return answer;
    }

    @Override
    public Map<TopicPartition, Optional<Long>> starts(Set<TopicPartition> partitions) {
        Map<TopicPartition, Optional<Long>> answer = new HashMap<>();
        partitions.forEach(partition -> answer.put(partition, Optional.ofNullable(starts.get(partition))));
        return answer;
    }

    @Override
    public Map<String, ListedTopic> topics() {
        if (isBroken) {
            throw new KafkaException("told to fail");
        }
        Map<String, ListedTopic> listed = new HashMap<>();
        topics.forEach((topic, partitions) -> listed.put(topic, new ListedTopic(origin, partitions)));
        return listed;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}

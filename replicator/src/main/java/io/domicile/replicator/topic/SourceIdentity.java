package io.domicile.replicator.topic;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Confirms that a source topic is still the one a lane was opened for. A topic id is never given twice, so a topic that
 * bears the lane's id after a batch was fetched bore it while it was fetched; a consumer alone goes on silently in a
 * topic that was created again. One question serves every lane that waits for an answer. Safe for use by several
 * threads.
 */
public final class SourceIdentity implements SourceTopics {

    private final Admin source;
    private final List<String> topics;
    private final Duration timeout;
    private Map<String, Answer> answers = Map.of();
    private Optional<Long> askedNanos = Optional.empty();

    public SourceIdentity(Admin source, List<String> topics, Duration timeout) {
        this.source = source;
        this.topics = List.copyOf(topics);
        this.timeout = timeout;
    }

    @Override
    public synchronized Optional<Uuid> idSince(String topic, long sinceNanos) {
        if (askedNanos.isEmpty() || askedNanos.get() - sinceNanos < 0) {
            long now = System.nanoTime();
            answers = ask();
            askedNanos = Optional.of(now);
        }
        Answer answer = answers.getOrDefault(topic, new Answer.Gone());
        if (answer instanceof Answer.Failed failed) {
            throw new UnreachableClusterException("source", failed.cause());
        }
        return answer instanceof Answer.Present present ? Optional.of(present.id()) : Optional.empty();
    }

    @Override
    public long logStart(TopicPartition partition) {
        return offset(partition, OffsetSpec.earliest());
    }

    @Override
    public long logEnd(TopicPartition partition) {
        return offset(partition, OffsetSpec.latest());
    }

    private long offset(TopicPartition partition, OffsetSpec which) {
        KafkaFuture<ListOffsetsResultInfo> answer =
                source.listOffsets(Map.of(partition, which)).partitionResult(partition);
        return Answers.await(answer, timeout).offset();
    }

    private Map<String, Answer> ask() {
        Map<String, Answer> found = new HashMap<>();
        // For all of them together: lanes wait here with transactions begun
        long deadline = System.nanoTime() + timeout.toNanos();
        source.describeTopics(topics)
                .topicNameValues()
                .forEach((topic, future) -> found.put(topic, read(future, deadline)));
        return Map.copyOf(found);
    }

    private static Answer read(KafkaFuture<TopicDescription> future, long deadline) {
        try {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            return new Answer.Present(Answers.await(future, left).topicId());
        } catch (UnknownTopicOrPartitionException gone) {
            return new Answer.Gone();
        } catch (KafkaException failed) {
            return new Answer.Failed(failed);
        }
    }

    private sealed interface Answer {

        record Present(Uuid id) implements Answer {}

        record Gone() implements Answer {}

        record Failed(KafkaException cause) implements Answer {}
    }
}

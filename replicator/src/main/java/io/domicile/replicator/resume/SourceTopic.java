package io.domicile.replicator.resume;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.topic.MirroredTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a source topic is now: its identity, and how many partitions it and its mirror both have. */
public record SourceTopic(Origin origin, int partitions) {

    static SourceTopic look(Admin source, Admin target, MirroredTopic topic, Duration timeout) {
        TopicDescription original = describe(source, topic.source(), "source", timeout);
        TopicDescription mirror = describe(target, topic.mirror(), "target", timeout);
        Origin origin = new Origin(Answers.await(source.describeCluster().clusterId(), timeout), original.topicId());
        return new SourceTopic(
                origin,
                Math.min(original.partitions().size(), mirror.partitions().size()));
    }

    ResumeRange range(Admin source, MirroredTopic topic, int partition, Duration timeout) {
        if (partition < 0 || partition >= partitions) {
            throw new ResumeRefusedException(
                    "there is no partition " + partition + ": topic and mirror both have " + partitions);
        }
        TopicPartition asked = new TopicPartition(topic.source(), partition);
        return new ResumeRange(
                partition,
                offset(source, asked, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED, timeout),
                offset(source, asked, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED, timeout),
                offset(source, asked, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED, timeout));
    }

    private static long offset(
            Admin source, TopicPartition partition, OffsetSpec which, IsolationLevel isolation, Duration timeout) {
        return Answers.await(
                        source.listOffsets(Map.of(partition, which), new ListOffsetsOptions(isolation))
                                .partitionResult(partition),
                        timeout)
                .offset();
    }

    private static TopicDescription describe(Admin cluster, String name, String side, Duration timeout) {
        try {
            Map<String, TopicDescription> found =
                    Answers.await(cluster.describeTopics(List.of(name)).allTopicNames(), timeout);
            return Objects.requireNonNull(found.get(name));
        } catch (UnknownTopicOrPartitionException missing) {
            throw new ResumeRefusedException("the " + side + " has no topic '" + name + "'");
        }
    }
}

package io.domicile.router.transaction;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks with an admin client, which it closes. Needs no more than to describe the topics and the group. */
final class AdminEndings implements Endings {

    private final Admin admin;
    private final Duration atMost;

    /** @param atMost how long one question may take */
    AdminEndings(Admin admin, Duration atMost) {
        this.admin = admin;
        this.atMost = atMost;
    }

    @Override
    public Set<TopicPartition> partitionsOf(Set<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(Math.toIntExact(atMost.toMillis())))
                .topicNameValues();
        Set<TopicPartition> there = new HashSet<>();
        answers.forEach((topic, answer) -> {
            try {
                Answers.await(answer, atMost)
                        .partitions()
                        .forEach(info -> there.add(new TopicPartition(topic, info.partition())));
            } catch (UnknownTopicOrPartitionException deleted) {
                there.removeIf(partition -> partition.topic().equals(topic));
            }
        });
        return there;
    }

    @Override
    public Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions) {
        ListOffsetsResult answers = admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(Math.toIntExact(atMost.toMillis())));
        Map<TopicPartition, Long> told = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                told.put(
                        partition,
                        Answers.await(answers.partitionResult(partition), atMost)
                                .offset());
            } catch (RetriableException untold) {
                told.remove(partition);
            }
        }
        return told;
    }

    /** The client leaves pending offsets out of its answer; one that was never committed is in it, as null. */
    @Override
    public Optional<Set<TopicPartition>> settled(String group, Set<TopicPartition> partitions) {
        try {
            return Optional.of(Set.copyOf(Answers.await(
                            admin.listConsumerGroupOffsets(
                                            Map.of(
                                                    group,
                                                    new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                                            new ListConsumerGroupOffsetsOptions()
                                                    .requireStable(true)
                                                    .timeoutMs(Math.toIntExact(atMost.toMillis())))
                                    .partitionsToOffsetAndMetadata(group),
                            atMost)
                    .keySet()));
        } catch (GroupIdNotFoundException nothingThere) {
            return Optional.of(partitions);
        } catch (RetriableException untold) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

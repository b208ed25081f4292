package io.domicile.benchmarks.harness.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How much of a topic a consumer group has done with, by the positions that it committed. One thread. */
public final class GroupProgress implements AutoCloseable {

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;
    private final long begin;

    public GroupProgress(String bootstrapServers, String group, String topic) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.group = group;
        this.partitions = get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition())))
                .toList();
        this.begin = sum(OffsetSpec.earliest());
    }

    /** Records between the topic's begin and the committed positions. Cheap enough to be asked a hundred times a second. */
    public long committed() {
        Collection<OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                        .filter(entry -> partitions.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(Objects::nonNull)
                        .toList();
        // Until each partition has a position, the begin of those without one is not known to be passed
        return committed.size() < partitions.size()
                ? 0
                : committed.stream().mapToLong(OffsetAndMetadata::offset).sum() - begin;
    }

    /** Whether the group has done with all that is in the topic. */
    public boolean isCaughtUp() {
        return committed() + begin >= sum(OffsetSpec.latest());
    }

    @Override
    public void close() {
        admin.close();
    }

    private long sum(OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        return get(admin.listOffsets(question).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker does not answer", failed.getCause());
        }
    }
}

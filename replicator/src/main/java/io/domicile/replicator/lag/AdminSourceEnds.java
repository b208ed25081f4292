package io.domicile.replicator.lag;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.provenance.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the source for its last stable offsets with an admin client of its own, made at the first question. A partition
 * that does not answer keeps the others neither from answering nor, beyond a moment's grace, from being asked again.
 */
public final class AdminSourceEnds implements SourceEnds {

    /** How long the rest may take once one partition has answered. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Supplier<Admin> clients;
    private final List<String> topics;
    private final Duration timeout;
    private @Nullable Admin client;

    /**
     * @param clients makes a client of the source cluster; may throw while the source cannot be resolved
     * @param topics those of the link, by their names at the source
     * @param timeout for one question to a source that says nothing at all
     */
    public AdminSourceEnds(Supplier<Admin> clients, List<String> topics, Duration timeout) {
        this.clients = clients;
        this.topics = List.copyOf(topics);
        this.timeout = timeout;
    }

    @Override
    public Map<TopicPartition, Optional<Long>> ends(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest());
    }

    @Override
    public Map<TopicPartition, Optional<Long>> starts(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.earliest());
    }

    @Override
    public Map<String, ListedTopic> topics() {
        Map<String, ListedTopic> found = new HashMap<>();
        String cluster = Answers.await(client().describeCluster().clusterId(), timeout);
        client().describeTopics(topics).topicNameValues().forEach((name, answer) -> {
            try {
                TopicDescription topic = Answers.await(answer, timeout);
                found.put(
                        name,
                        new ListedTopic(
                                new Origin(cluster, topic.topicId()),
                                topic.partitions().size()));
            } catch (UnknownTopicOrPartitionException missing) {
                found.remove(name);
            }
        });
        return found;
    }

    private Map<TopicPartition, Optional<Long>> ask(Set<TopicPartition> partitions, OffsetSpec what) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> what));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        ListOffsetsResult result =
                client().listOffsets(question, options.timeoutMs(Math.toIntExact(timeout.toMillis())));
        Map<TopicPartition, Optional<Long>> ends = new HashMap<>();
        awaitFirst(result, partitions);
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (TopicPartition partition : partitions) {
            ends.put(partition, await(result, partition, deadline));
        }
        return ends;
    }

    @Override
    public void close() {
        Admin present = client;
        client = null;
        if (present != null) {
            present.close(Duration.ZERO);
        }
    }

    /** Waits until one partition has answered, or failed, or the time is up. */
    private void awaitFirst(ListOffsetsResult result, Set<TopicPartition> partitions) {
        CompletableFuture<?>[] answers = partitions.stream()
                .map(partition ->
                        result.partitionResult(partition).toCompletionStage().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> first = CompletableFuture.anyOf(answers).handle((answer, failure) -> null);
        try {
            Void unused = first.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            // What is missing is missing below
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static Optional<Long> await(ListOffsetsResult result, TopicPartition partition, long deadline) {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return Optional.of(result.partitionResult(partition)
                    .get(left, TimeUnit.NANOSECONDS)
                    .offset());
        } catch (ExecutionException | TimeoutException unanswered) {
            // The caller counts and logs it; a missing topic and a silent broker look alike to a lag
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private Admin client() {
        Admin present = client;
        if (present == null) {
            present = clients.get();
            client = present;
        }
        return present;
    }
}

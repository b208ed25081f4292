package io.domicile.replicator.offset;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The consumer groups of one cluster and what they have committed. Methods throw what Kafka's clients throw. */
public final class GroupOffsets {

    private static final Set<GroupType> TYPES = Set.of(GroupType.CLASSIC, GroupType.CONSUMER, GroupType.STREAMS);

    /** Kafka Connect's workers and others form groups that commit nothing. */
    private static final Set<String> PROTOCOLS = Set.of("consumer", "streams", "");

    private final Admin cluster;
    private final Duration timeout;

    public GroupOffsets(Admin cluster, Duration timeout) {
        this.cluster = cluster;
        this.timeout = timeout;
    }

    /** The groups that consume, each with whether it has members now. */
    Map<String, Boolean> groups() {
        Collection<GroupListing> listings = Answers.await(
                cluster.listGroups(new ListGroupsOptions().withTypes(TYPES)).all(), timeout);
        Map<String, Boolean> groups = new HashMap<>();
        for (GroupListing listing : listings) {
            if (PROTOCOLS.contains(listing.protocol())) {
                GroupState state = listing.groupState().orElse(GroupState.UNKNOWN);
                groups.put(listing.groupId(), state != GroupState.EMPTY && state != GroupState.DEAD);
            }
        }
        return groups;
    }

    /** What groups have committed. A group that is not there, or is not for this client to see, is left out. */
    public Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
        if (groups.isEmpty()) {
            return committed;
        }
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        groups.forEach(group -> all.put(group, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult answers = cluster.listConsumerGroupOffsets(all);
        for (String group : groups) {
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets =
                        new HashMap<>(Answers.await(answers.partitionsToOffsetAndMetadata(group), timeout));
                offsets.values().removeIf(offset -> offset == null);
                committed.put(group, offsets);
            } catch (GroupIdNotFoundException | GroupAuthorizationException notToBeSeen) {
                committed.remove(group);
            }
        }
        return committed;
    }

    /**
     * Commits for a group that has no members.
     *
     * @return the partitions whose offset the cluster did not take because the group has members after all
     */
    Set<TopicPartition> commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        var answers = cluster.alterConsumerGroupOffsets(group, offsets);
        Set<TopicPartition> refused = new HashSet<>();
        for (TopicPartition partition : offsets.keySet()) {
            try {
                Answers.await(answers.partitionResult(partition), timeout);
            } catch (UnknownMemberIdException
                    | GroupNotEmptyException
                    | FencedMemberEpochException
                    | RebalanceInProgressException hasMembers) {
                refused.add(partition);
            } catch (IllegalArgumentException untold) {
                throw new KafkaException("the target does not say whether it took an offset", untold);
            }
        }
        return refused;
    }
}

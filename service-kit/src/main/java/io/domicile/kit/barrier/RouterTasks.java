package io.domicile.kit.barrier;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** Which tasks of a region's router are somebody's now, by its consumer group. */
public final class RouterTasks {

    /** The router's topology is one piece, so a task's name is this and its partition. */
    private static final String SUBTOPOLOGY = "0_";

    private final Admin admin;
    private final RegionId region;
    private final String groupId;
    private final Duration timeout;

    /** @param groupId the router's application id */
    public RouterTasks(Admin admin, RegionId region, String groupId, Duration timeout) {
        this.admin = admin;
        this.region = region;
        this.groupId = groupId;
        this.timeout = timeout;
    }

    /** The member that speaks for a task. */
    public static Member member(RegionId region, int partition) {
        return new Member(MemberKind.ROUTER, region, SUBTOPOLOGY + partition);
    }

    /** The application id of a region's router unless it is configured otherwise. */
    public static String defaultGroupId(RegionId region) {
        return KafkaNames.routerApplication(region);
    }

    /**
     * The tasks that are assigned, none where no router runs; empty while the group shares them out.
     *
     * @throws KafkaException if the brokers do not answer
     */
    public Optional<Set<Member>> assigned() {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(admin.describeConsumerGroups(List.of(groupId))
                            .describedGroups()
                            .get(groupId))
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return tasks(group);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Optional.of(Set.of());
            }
            throw new KafkaException("the router's group could not be described", failed.getCause());
        } catch (TimeoutException unanswered) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the router's group was not described in time", unanswered);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private Optional<Set<Member>> tasks(ConsumerGroupDescription group) {
        GroupState state = group.groupState();
        if (state == GroupState.EMPTY || state == GroupState.DEAD) {
            return Optional.of(Set.of());
        }
        if (state != GroupState.STABLE) {
            return Optional.empty();
        }
        Set<Member> tasks = new HashSet<>();
        for (MemberDescription member : group.members()) {
            for (TopicPartition partition : member.assignment().topicPartitions()) {
                tasks.add(member(region, partition.partition()));
            }
        }
        return Optional.of(tasks);
    }
}

package io.domicile.replicator.offset;

import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.provenance.Origin;
import io.domicile.residency.link.LinkTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One round after the other: reads what groups have committed at the source on the partitions this process mirrors,
 * translates it, and commits it at the target for the groups that have no members there. Confined to one thread.
 */
final class GroupSync {

    private static final String HOME = "home.";

    /** An offset that nobody commits again expires, in 7 days where the brokers are not told otherwise. */
    private static final long REFRESH_NANOS = Duration.ofHours(1).toNanos();

    private final String link;
    private final GroupFilter filter;
    private final SyncEnds ends;
    private final Map<GroupPartition, Long> committedNanos = new HashMap<>();

    GroupSync(String link, GroupFilter filter, SyncEnds ends) {
        this.link = link;
        this.filter = filter;
        this.ends = ends;
    }

    /**
     * Runs one round.
     *
     * @param owned the lanes of this process
     * @throws KafkaException if a cluster does not answer in time
     */
    Round run(Set<LaneId> owned, boolean commits) {
        Map<TopicPartition, LaneId> lanes = owned.stream()
                .filter(lane -> lane.topic().kind() instanceof LinkTopic.Egress)
                .collect(Collectors.toMap(LaneId::source, lane -> lane));
        boolean isFirst = owned.stream().anyMatch(lane -> lane.topic().kind() instanceof LinkTopic.Policy);
        if (lanes.isEmpty() && !isFirst) {
            return Round.NOTHING;
        }
        Set<String> groups =
                ends.source().groups().keySet().stream().filter(filter::accepts).collect(Collectors.toSet());
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                ends.source().committed(groups);
        Tally tally = new Tally();
        if (isFirst) {
            tally.add(SyncOutcome.NOT_MIRRORED, atHome(committed));
        }
        List<GroupPosition> positions = translate(committed, lanes, tally);
        if (commits) {
            commit(positions, tally);
        }
        committedNanos.keySet().removeIf(known -> !committed.containsKey(known.group()));
        return new Round(positions, tally.counts());
    }

    /** How many offsets lie on topics that never leave the region. */
    private static int atHome(Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        return Math.toIntExact(committed.values().stream()
                .flatMap(offsets -> offsets.keySet().stream())
                .filter(partition -> partition.topic().startsWith(HOME))
                .count());
    }

    private List<GroupPosition> translate(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed,
            Map<TopicPartition, LaneId> lanes,
            Tally tally) {
        Map<LaneId, Map<String, OffsetAndMetadata>> byLane = new HashMap<>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
            LaneId lane = lanes.get(partition);
            if (lane != null) {
                byLane.computeIfAbsent(lane, unused -> new HashMap<>()).put(group, offset);
            }
        }));
        if (byLane.isEmpty()) {
            return List.of();
        }
        Map<String, Origin> sources =
                ends.origins(names(byLane.keySet(), lane -> lane.topic().source()));
        Map<String, Uuid> mirrors =
                ends.mirrors(names(byLane.keySet(), lane -> lane.topic().mirror()));
        // Before any mirror is opened
        Map<TopicPartition, LedgerEntry> ledger =
                ends.ledger().read(byLane.keySet().stream().map(LaneId::mirror).toList());
        List<GroupPosition> positions = new ArrayList<>();
        byLane.forEach((lane, offsets) -> {
            Origin source = sources.get(lane.topic().source());
            Uuid mirror = mirrors.get(lane.topic().mirror());
            if (source == null || mirror == null) {
                tally.add(source == null ? SyncOutcome.OTHER_SOURCE : SyncOutcome.NOT_BEGUN, offsets.size());
                return;
            }
            Optional<LedgerEntry> entry = Optional.ofNullable(ledger.get(lane.mirror()));
            Set<Long> wanted = new TreeSet<>();
            offsets.values().forEach(offset -> wanted.add(offset.offset()));
            try {
                Map<Long, TranslatedOffset> found = ends.translator().translate(lane, wanted, entry, source, mirror);
                offsets.forEach((group, offset) -> {
                    TranslatedOffset translated = found.get(offset.offset());
                    if (translated != null) {
                        positions.add(new GroupPosition(group, lane, source.topicId(), offset, translated));
                    }
                });
            } catch (InterruptException closing) {
                throw closing;
            } catch (KafkaException unreadable) {
                // The other lanes may lie on brokers that answer
                tally.add(SyncOutcome.FAILED, offsets.size());
            }
        });
        return positions;
    }

    private static Set<String> names(Set<LaneId> lanes, Function<LaneId, String> name) {
        return lanes.stream().map(name).collect(Collectors.toSet());
    }

    private void commit(List<GroupPosition> positions, Tally tally) {
        Map<String, List<GroupPosition>> byGroup =
                positions.stream().collect(Collectors.groupingBy(GroupPosition::group));
        Map<String, Boolean> atTarget = ends.target().groups();
        Set<String> empty = byGroup.keySet().stream()
                .filter(group -> Boolean.FALSE.equals(atTarget.get(group)))
                .collect(Collectors.toSet());
        Map<String, Map<TopicPartition, OffsetAndMetadata>> present =
                ends.target().committed(empty);
        byGroup.forEach((group, ofGroup) -> {
            if (Boolean.TRUE.equals(atTarget.get(group))) {
                tally.add(SyncOutcome.ACTIVE_AT_TARGET, ofGroup.size());
            } else if (empty.contains(group) && !present.containsKey(group)) {
                tally.add(SyncOutcome.FAILED, ofGroup.size());
            } else {
                commit(group, ofGroup, present.getOrDefault(group, Map.of()), tally);
            }
        });
    }

    private void commit(
            String group, List<GroupPosition> positions, Map<TopicPartition, OffsetAndMetadata> present, Tally tally) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Map<TopicPartition, SyncOutcome> outcomes = new HashMap<>();
        long now = System.nanoTime();
        for (GroupPosition position : positions) {
            TopicPartition mirror = position.lane().mirror();
            SyncRules.Step step = SyncRules.decide(
                    link,
                    position.committed().offset(),
                    position.topicId(),
                    position.translated(),
                    Optional.ofNullable(present.get(mirror)));
            outcomes.put(mirror, SyncRules.outcome(position.translated()));
            if (step instanceof SyncRules.Step.Commit commit) {
                offsets.put(mirror, commit.offset());
            } else if (step instanceof SyncRules.Step.Keep keep) {
                Long last = committedNanos.get(new GroupPartition(group, mirror));
                if (last == null || now - last > REFRESH_NANOS) {
                    offsets.put(mirror, keep.offset());
                }
            } else if (step instanceof SyncRules.Step.Leave leave) {
                outcomes.put(mirror, leave.reason());
            }
        }
        send(group, offsets, outcomes, now);
        outcomes.values().forEach(outcome -> tally.add(outcome, 1));
    }

    private void send(
            String group,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Map<TopicPartition, SyncOutcome> outcomes,
            long now) {
        if (offsets.isEmpty()) {
            return;
        }
        try {
            Set<TopicPartition> refused = new HashSet<>(ends.target().commit(group, offsets));
            for (TopicPartition mirror : offsets.keySet()) {
                if (refused.contains(mirror)) {
                    outcomes.put(mirror, SyncOutcome.ACTIVE_AT_TARGET);
                } else {
                    committedNanos.put(new GroupPartition(group, mirror), now);
                }
            }
        } catch (InterruptException closing) {
            throw closing;
        } catch (KafkaException failed) {
            // One group's refusal, by ACL for one, is not the others'
            offsets.keySet().forEach(mirror -> outcomes.put(mirror, SyncOutcome.FAILED));
        }
    }

    /** What one round found. */
    record Round(List<GroupPosition> positions, Map<SyncOutcome, Integer> counts) {

        static final Round NOTHING = new Round(List.of(), Map.of());

        Round {
            positions = List.copyOf(positions);
            counts = Map.copyOf(counts);
        }
    }

    private record GroupPartition(String group, TopicPartition mirror) {}

    private static final class Tally {

        private final Map<SyncOutcome, Integer> counts = new HashMap<>();

        private void add(SyncOutcome outcome, int count) {
            if (count > 0) {
                counts.merge(outcome, count, Integer::sum);
            }
        }

        private Map<SyncOutcome, Integer> counts() {
            return counts;
        }
    }
}

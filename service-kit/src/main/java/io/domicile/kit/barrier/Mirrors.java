package io.domicile.kit.barrier;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Which mirrors are not rid yet of what a generation forbids, by the words of the lanes that write them. */
final class Mirrors {

    private static final List<String> CLEANED =
            DataClass.replicated().stream().map(Topics::egress).toList();

    private Mirrors() {}

    /**
     * Lanes that have not come so far, and standbys that no lane speaks for.
     *
     * @param reached how far a lane has come, such as {@link Acknowledgement#tombstoned}
     */
    static SortedSet<String> behind(
            Map<Member, Optional<Acknowledgement>> words,
            Set<RegionId> standbys,
            long generation,
            ToLongFunction<Acknowledgement> reached) {
        SortedSet<String> behind = new TreeSet<>();
        for (RegionId standby : standbys) {
            List<Member> lanes = words.keySet().stream()
                    .filter(member ->
                            member.kind() == MemberKind.LINK && member.region().equals(standby) && isCleaned(member))
                    .toList();
            for (String topic : CLEANED) {
                if (lanes.stream().noneMatch(lane -> isOf(lane, topic))) {
                    behind.add("link/" + standby + '/' + topic);
                }
            }
            for (Member lane : lanes) {
                Optional<Acknowledgement> word = words.getOrDefault(lane, Optional.empty());
                if (word.isEmpty() || reached.applyAsLong(word.get()) < generation) {
                    behind.add(lane.toString());
                }
            }
        }
        return behind;
    }

    private static boolean isCleaned(Member lane) {
        return CLEANED.stream().anyMatch(topic -> isOf(lane, topic));
    }

    private static boolean isOf(Member lane, String topic) {
        return lane.name().startsWith(topic + '-');
    }
}

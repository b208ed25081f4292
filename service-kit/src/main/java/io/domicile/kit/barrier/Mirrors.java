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

    /** The home region's topics whose mirrors are cleaned. */
    static final List<String> SOURCES =
            DataClass.replicated().stream().map(Topics::egress).toList();

    private Mirrors() {}

    /**
     * Lanes that have not come so far, or that nobody speaks for.
     *
     * @param partitions how many partitions each of {@link #SOURCES} has
     * @param reached how far a lane has come, such as {@link Acknowledgement#tombstoned}
     */
    static SortedSet<String> behind(
            Map<Member, Optional<Acknowledgement>> words,
            Set<RegionId> standbys,
            Map<String, Integer> partitions,
            long generation,
            ToLongFunction<Acknowledgement> reached) {
        SortedSet<String> behind = new TreeSet<>();
        for (RegionId standby : standbys) {
            partitions.forEach((topic, count) -> {
                for (int partition = 0; partition < count; partition++) {
                    Member lane = new Member(MemberKind.LINK, standby, topic + '-' + partition);
                    Optional<Acknowledgement> word = words.getOrDefault(lane, Optional.empty());
                    if (word.isEmpty() || reached.applyAsLong(word.get()) < generation) {
                        behind.add(lane.toString());
                    }
                }
            });
        }
        return behind;
    }
}

package io.domicile.kit.barrier;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rule by which a change of policy is enforced (design 5).
 *
 * <ol>
 *   <li>Bridges and links: each that has ever spoken and has not withdrawn must have acknowledged.
 *   <li>The router: each task that the consumer group has given to somebody. Without the group's consent a task cannot
 *       commit, so one that nobody has counts for nothing, whatever was last said for it.
 *   <li>A member that cannot be read has not acknowledged.
 *   <li>Silence is waited out only where the member said that it has a lease: then its gate closes by itself, and its
 *       last transaction ends by its time-out.
 * </ol>
 */
public final class Barrier {

    /** How late a heartbeat may arrive that was written before the change: an answer of the brokers, and some more. */
    private static final Duration LATE_ARRIVAL = Duration.ofSeconds(10);

    private final RegionId region;
    private final long generation;

    /**
     * @param region whose policy has changed
     * @param generation of that region's policy by which all are to decide
     */
    public Barrier(RegionId region, long generation) {
        this.region = region;
        this.generation = generation;
    }

    /**
     * @param words what members have said last
     * @param tasks the router's tasks that are somebody's now
     * @param kinds whose word counts
     */
    public Standing standing(Map<Member, Optional<Acknowledgement>> words, Set<Member> tasks, Set<MemberKind> kinds) {
        Set<Member> required = new HashSet<>();
        words.keySet().stream()
                .filter(member -> member.kind() != MemberKind.ROUTER)
                .forEach(required::add);
        required.addAll(tasks);
        SortedSet<String> acknowledged = new TreeSet<>();
        Map<String, Optional<Duration>> missing = new HashMap<>();
        for (Member member : required) {
            if (!kinds.contains(member.kind())) {
                continue;
            }
            Optional<Acknowledgement> word = words.getOrDefault(member, Optional.empty());
            if (word.isPresent() && word.get().generation(region) >= generation) {
                acknowledged.add(member.toString());
            } else {
                missing.put(member.toString(), word.flatMap(Barrier::certainAfter));
            }
        }
        return new Standing(acknowledged, missing);
    }

    private static Optional<Duration> certainAfter(Acknowledgement word) {
        return word.lease().isZero()
                ? Optional.empty()
                : Optional.of(word.lease().plus(word.transactionTimeout()).plus(LATE_ARRIVAL));
    }
}

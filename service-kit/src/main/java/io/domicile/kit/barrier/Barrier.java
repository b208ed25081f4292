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
 *   <li>Bridges and links: each that has ever spoken and has not withdrawn must have acknowledged. Their silence is never
 *       waited out: a bridge's record may be with its producer for as long as Kafka does not answer, and a link's
 *       lease counts from arrivals that may be late.
 *   <li>The router: each task that the consumer group has given to somebody.
 *   <li>A task that nobody has cannot commit anything that it reads from now on. What it had under way ends with its
 *       transaction's time-out.
 *   <li>A task of the policy's own region that has a lease is waited out, too: its gate closes by itself, and its last
 *       transaction ends by its time-out.
 *   <li>A member that cannot be read has not acknowledged.
 * </ol>
 */
public final class Barrier {

    /**
     * What time-outs do not tell: how late an answer of the brokers may arrive, and how often they look for transactions
     * whose time is over (every 10 s unless configured otherwise).
     */
    private static final Duration BROKERS_DELAY = Duration.ofSeconds(20);

    /** For a task whose word does not say it: Streams' own default is 10 s. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(60);

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
        Set<Member> members = new HashSet<>(words.keySet());
        members.addAll(tasks);
        SortedSet<String> acknowledged = new TreeSet<>();
        Map<String, Optional<Duration>> missing = new HashMap<>();
        for (Member member : members) {
            if (!kinds.contains(member.kind())) {
                continue;
            }
            Optional<Acknowledgement> word = words.getOrDefault(member, Optional.empty());
            if (word.isPresent() && word.get().generation(region) >= generation) {
                acknowledged.add(member.toString());
            } else {
                missing.put(member.toString(), certainAfter(member, word, tasks.contains(member)));
            }
        }
        return new Standing(acknowledged, missing);
    }

    private Optional<Duration> certainAfter(Member member, Optional<Acknowledgement> word, boolean isAssigned) {
        if (member.kind() != MemberKind.ROUTER) {
            return Optional.empty();
        }
        Duration transaction = word.map(Acknowledgement::transactionTimeout)
                .filter(timeout -> !timeout.isZero())
                .orElse(LONGEST_TRANSACTION);
        if (!isAssigned) {
            return Optional.of(transaction.plus(BROKERS_DELAY));
        }
        return member.region().equals(region)
                ? word.map(Acknowledgement::lease)
                        .filter(lease -> !lease.isZero())
                        .map(lease -> lease.plus(transaction).plus(BROKERS_DELAY))
                : Optional.empty();
    }
}

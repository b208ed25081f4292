package io.domicile.replicator.lane;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.link.MirrorGuard.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The organizations of which a mirror's partition may hold values, and how far erasing them has come. Rather one too many
 * than one too few. Safe for use by several threads: whoever copies a value makes its organization {@link Residence.Live},
 * and nothing that was found out before counts then.
 */
public final class Residents {

    private final Map<OrganizationId, Residence> all = new ConcurrentHashMap<>();

    /** What is known of one organization's values. */
    public sealed interface Residence {

        /** There may be keys with values. */
        record Live() implements Residence {}

        /** Its keys with values are being looked for, and tombstones written. */
        record Erasing(long sinceNanos) implements Residence {}

        /** No key of it has a value any more; older values may still be in the segments. */
        record Tombstoned(long sinceNanos) implements Residence {}

        /** No segment that is read has a value of it; files that compaction replaced may still wait for deletion. */
        record Gone(long sinceNanos) implements Residence {}
    }

    private static final Residence LIVE = new Residence.Live();

    /** A value of the organization is about to be copied, or was found. */
    public void live(OrganizationId organization) {
        all.put(organization, LIVE);
    }

    /** Values were found of an organization that nothing was known of. */
    public void found(OrganizationId organization) {
        all.putIfAbsent(organization, LIVE);
    }

    /** Everything known at this moment. */
    public Map<OrganizationId, Residence> snapshot() {
        return Map.copyOf(all);
    }

    /** Notes a step of those that have not changed since the snapshot. */
    public void step(Map<OrganizationId, Residence> since, Residence next) {
        since.forEach((organization, known) -> all.replace(organization, known, next));
    }

    /** Forgets those that have been gone since before this moment. */
    public void forgetGoneBefore(long nanos) {
        all.values().removeIf(known -> known instanceof Residence.Gone gone && gone.sinceNanos() - nanos < 0);
    }

    /** What policy says of those that are here. */
    public Standing standing(Function<OrganizationId, Answer> policy) {
        Map<OrganizationId, Residence> forbidden = new HashMap<>();
        Set<OrganizationId> live = new HashSet<>();
        boolean uncertain = false;
        for (Map.Entry<OrganizationId, Residence> entry : all.entrySet()) {
            Answer answer = policy.apply(entry.getKey());
            uncertain |= answer == Answer.UNCERTAIN;
            if (answer == Answer.ERASE) {
                forbidden.put(entry.getKey(), entry.getValue());
                if (entry.getValue() instanceof Residence.Live) {
                    live.add(entry.getKey());
                }
            }
        }
        return new Standing(forbidden, live, uncertain);
    }

    /**
     * What has to be erased.
     *
     * @param forbidden whose values policy forbids
     * @param live those of them that may have keys with values
     * @param uncertain whether of some resident the policy cannot be told
     */
    public record Standing(Map<OrganizationId, Residence> forbidden, Set<OrganizationId> live, boolean uncertain) {

        public Standing {
            forbidden = Map.copyOf(forbidden);
            live = Set.copyOf(live);
        }

        /** Whether no key that policy forbids has a value. */
        public boolean isTombstoned() {
            return !uncertain
                    && forbidden.values().stream()
                            .allMatch(
                                    known -> known instanceof Residence.Tombstoned || known instanceof Residence.Gone);
        }

        /** Whether nothing that policy forbids is left. */
        public boolean isErased() {
            return !uncertain && forbidden.isEmpty();
        }
    }
}

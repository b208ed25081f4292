package io.domicile.kit.acl;

import io.domicile.residency.RegionId;

/**
 * What a Kafka principal is there for.
 *
 * @param id such as {@code bridge} or {@code link-to-eu-central}; the principal's name unless another is given
 */
public record Role(String id) implements Comparable<Role> {

    public static final Role BRIDGE = new Role("bridge");
    public static final Role ROUTER = new Role("router");

    /** Whoever runs {@code domicile policy}. */
    public static final Role POLICY = new Role("policy");

    /** Services of the region that write the four replicated classes. */
    public static final Role PLATFORM = new Role("platform");

    public static final Role SEALER = new Role("sealer");
    public static final Role AUDITOR = new Role("auditor");

    /** Whoever releases, replays, purges and republishes. */
    public static final Role OPERATOR = new Role("operator");

    /** Readers of what is at home here. */
    public static final Role CONSUMER = new Role("consumer");

    /** Readers of what other regions replicate here. */
    public static final Role STANDBY = new Role("standby");

    /** The link from here to another region: what it may at its source. */
    public static Role linkTo(RegionId target) {
        return new Role("link-to-" + target);
    }

    /** The link from another region to here: what it may at its target. */
    public static Role linkFrom(RegionId source) {
        return new Role("link-from-" + source);
    }

    @Override
    public int compareTo(Role other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}

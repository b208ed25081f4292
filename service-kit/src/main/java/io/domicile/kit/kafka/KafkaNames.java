package io.domicile.kit.kafka;

import io.domicile.residency.RegionId;

/** The consumer groups and transactional ids that Domicile uses, all of them: who may use which is decided by these names. */
public final class KafkaNames {

    /** No group or transactional id of anybody else begins so. */
    public static final String PREFIX = "domicile-";

    private KafkaNames() {}

    /** The router's consumer group, unless it is configured otherwise. */
    public static String routerApplication(RegionId here) {
        return PREFIX + "router-" + here;
    }

    /** What the transactional ids of the router's stream threads begin with: Kafka Streams appends process and thread. */
    public static String routerTransactions(String application) {
        return application + '-';
    }

    /** The group whose one offset remembers the policy generations that a region has verified. */
    public static String generationsGroup(RegionId here) {
        return PREFIX + "generations-" + here;
    }

    /** The group on a link's target whose offsets are the ledger. */
    public static String ledgerGroup(RegionId source, RegionId target) {
        return PREFIX + "link-" + source + '-' + target;
    }

    /** What the transactional ids of a link's lanes on its target begin with. */
    public static String laneTransactions(RegionId source, RegionId target) {
        return source + "-" + target + '/';
    }

    public static String policyTransactions(RegionId here) {
        return PREFIX + "policy-" + here;
    }

    public static String sealerTransactions(RegionId here) {
        return PREFIX + "sealer-" + here;
    }

    public static String quarantineReleaseTransactions(RegionId here) {
        return PREFIX + "quarantine-release-" + here;
    }

    public static String deadLetterReplayTransactions(RegionId here) {
        return PREFIX + "dead-letter-replay-" + here;
    }
}

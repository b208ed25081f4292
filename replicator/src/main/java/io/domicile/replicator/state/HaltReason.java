package io.domicile.replicator.state;

/** Why a lane stands still until a person acts. The {@link #code()} is what meters and readiness carry. */
public enum HaltReason {
    /** The ledger was written from another cluster than the one the source is now. */
    SOURCE_CLUSTER_CHANGED("source-cluster-changed", false),
    /** The source topic was deleted and created again under the same name. */
    TOPIC_RECREATED("topic-recreated", false),
    /** The source deleted records before they were copied; the count says how many offsets are gone. */
    SOURCE_RETENTION_OUTRAN_LINK("source-retention-outran-link", false),
    /** The source lost records that had been copied, as after an unclean leader election. */
    SOURCE_TRUNCATED("source-truncated", false),
    /** The mirror's last record bears no provenance: somebody else wrote it. */
    FOREIGN_WRITE("foreign-write", false),
    /** The mirror's last record came from another source topic than this one. */
    MIRROR_OF_ANOTHER_SOURCE("mirror-of-another-source", false),
    /** The mirror holds records that the ledger has not reached. */
    MIRROR_AHEAD_OF_LEDGER("mirror-ahead-of-ledger", false),
    /** The mirror was written once, but neither a ledger entry nor a record is left to go on from. */
    LEDGER_LOST("ledger-lost", false),
    /** The ledger holds something this version cannot read. */
    LEDGER_UNREADABLE("ledger-unreadable", false),
    /** The target refuses a record that passed every check. */
    MIRROR_REFUSES_RECORD("mirror-refuses-record", false),
    /** The mirror has more partitions than its source. */
    MIRROR_PARTITIONS("mirror-partitions", true),
    /** The mirror's {@code cleanup.policy} is not what its source calls for. */
    MIRROR_CLEANUP_POLICY("mirror-cleanup-policy", true),
    /** The mirror does not keep the time stamps of its source. */
    MIRROR_TIMESTAMP_TYPE("mirror-timestamp-type", true),
    /** The mirror's {@code max.message.bytes} leaves no room for what the link adds. */
    MIRROR_MESSAGE_SIZE("mirror-message-size", true);

    private final String code;
    private final boolean liftedByRepair;

    HaltReason(String code, boolean liftedByRepair) {
        this.code = code;
        this.liftedByRepair = liftedByRepair;
    }

    public String code() {
        return code;
    }

    /** Whether the lane goes on by itself once the mirror's settings are right. */
    public boolean isLiftedByRepair() {
        return liftedByRepair;
    }
}

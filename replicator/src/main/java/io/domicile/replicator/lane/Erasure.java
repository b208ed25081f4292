package io.domicile.replicator.lane;

import java.util.List;
import java.util.Optional;

/**
 * Tombstones for a lane to write.
 *
 * @param keys of one transaction
 * @param kind {@code purge} where policy forbids their values, {@code roll} where one is written again so that the broker
 *     closes the segment, {@code reconcile} where the source has deleted them
 * @param recheck where the source has deleted them; without it policy is asked
 */
public record Erasure(List<byte[]> keys, String kind, Optional<Recheck> recheck) {

    /** Keys in one transaction, at most: so few that they cross a narrow border in the time a transaction has. */
    public static final int TRANSACTION_KEYS = 1_000;

    public static final String PURGE = "purge";
    public static final String ROLL = "roll";
    public static final String RECONCILE = "reconcile";

    public Erasure {
        keys = List.copyOf(keys);
    }

    /** Of keys that policy forbids. */
    public Erasure(List<byte[]> keys, String kind) {
        this(keys, kind, Optional.empty());
    }

    /** Asked when the lane is at rest and no other process can write its mirror any more. */
    @FunctionalInterface
    public interface Recheck {

        /**
         * Those of these keys that are on the mirror as they were when they were found.
         *
         * @throws org.apache.kafka.common.KafkaException if the target does not answer
         */
        List<byte[]> unchanged(List<byte[]> keys);
    }
}

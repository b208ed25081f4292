package io.domicile.replicator.lane;

import java.util.List;

/**
 * Tombstones for a lane to write.
 *
 * @param keys of one transaction
 * @param kind {@code purge} where they had values, {@code roll} where one is written again so that the broker closes the
 *     segment
 */
public record Erasure(List<byte[]> keys, String kind) {

    public static final String PURGE = "purge";
    public static final String ROLL = "roll";

    public Erasure {
        keys = List.copyOf(keys);
    }
}

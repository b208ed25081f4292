package io.domicile.router.topology;

import org.jspecify.annotations.Nullable;

/**
 * A value on its way to a sink, with the number of the partition it was read from.
 *
 * @param bytes null for a tombstone, which stays a null value on the topic
 */
record Outbound(int partition, byte @Nullable [] bytes) {

    @Override
    public String toString() {
        return "Outbound[partition " + partition + ']';
    }
}

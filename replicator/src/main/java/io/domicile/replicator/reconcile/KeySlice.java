package io.domicile.replicator.reconcile;

/**
 * A part of all keys, by digest: where a partition has too many keys to hold at once, its parts are compared one after
 * the other.
 *
 * @param count of parts; a power of two
 */
record KeySlice(int index, int count) {

    boolean holds(Digest key) {
        return (key.low() & (count - 1)) == index;
    }
}

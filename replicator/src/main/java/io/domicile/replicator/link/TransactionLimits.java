package io.domicile.replicator.link;

/**
 * How much of what was fetched a process holds, and puts into one transaction.
 *
 * @param records in one transaction, at most
 * @param prefetch bytes fetched and not yet copied, of all lanes together; one poll may exceed it by what it brings
 */
record TransactionLimits(int records, long prefetch) {

    /** Lanes that may fill up before others have to wait. */
    private static final int FULL_LANES = 8;

    /** Bytes in one transaction, at most. */
    long bytes() {
        return prefetch / FULL_LANES;
    }

    /** Whether a lane is not to be read on, by the bytes it holds and those that all hold. */
    boolean isFull(long lane, long all) {
        return lane >= bytes() || (lane > 0 && all >= prefetch);
    }

    /** Whether it may be read again. */
    boolean hasRoom(long lane, long all) {
        return lane == 0 || (lane < bytes() / 2 && all < prefetch);
    }
}

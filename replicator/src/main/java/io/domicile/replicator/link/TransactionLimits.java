package io.domicile.replicator.link;

import io.domicile.replicator.client.LinkClients;
import java.time.Duration;

/**
 * How much of what was fetched a process holds, and puts into one transaction. Each lane has a share of its own, so that
 * lanes that wait, full, keep no other from being read.
 *
 * @param records in one transaction, at most
 * @param prefetch bytes fetched and not yet copied, of all lanes together; what one poll brings of a lane may exceed its
 *     share
 * @param time that one transaction has: the target ends it, or the client gives up a record of it
 */
record TransactionLimits(int records, long prefetch, Duration time) {

    /** However few lanes there are, one has no more than this part. */
    private static final int LARGEST_PART = 4;

    static TransactionLimits of(LinkSettings settings) {
        boolean endsFirst = settings.transactionTimeout().compareTo(LinkClients.DELIVERY) < 0;
        return new TransactionLimits(
                settings.transactionRecords(),
                settings.prefetchBytes(),
                endsFirst ? settings.transactionTimeout() : LinkClients.DELIVERY);
    }

    /** Bytes in one transaction of one of so many lanes, at most: so much that as much can be fetched while it ends. */
    long bytes(int lanes) {
        return share(lanes) / 2;
    }

    /** Whether a lane that holds so many bytes is not to be read on. */
    boolean isFull(long held, int lanes) {
        return held >= share(lanes);
    }

    /** Whether it may be read again. */
    boolean hasRoom(long held, int lanes) {
        return held <= share(lanes) / 4 * 3;
    }

    private long share(int lanes) {
        return prefetch / Math.max(LARGEST_PART, lanes);
    }
}

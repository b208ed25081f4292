package io.domicile.replicator.compare;

import io.domicile.replicator.reconcile.Findings;

/**
 * What came of comparing one mirrored partition with its source.
 *
 * @param position of the ledger: what the source has from there on is not judged
 * @param isCompared false where the source ends before the ledger, as after a truncation
 * @param sent tombstones written
 */
public record PartitionReport(
        String mirror, int partition, long position, boolean isCompared, Findings findings, long sent) {

    /** What is still not as it should be. */
    public long problems() {
        return isCompared ? findings.problems() - sent : 1;
    }
}

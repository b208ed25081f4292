package io.domicile.replicator.compare;

import io.domicile.replicator.reconcile.Findings;

/**
 * What came of comparing one mirrored partition with its source.
 *
 * @param position of the ledger: what the source has from there on is not judged
 * @param isCompared false where the source ends before the ledger, as after a truncation, and where a lane would halt:
 *     nothing says then what the mirror has to be like
 * @param sent tombstones written
 */
public record PartitionReport(
        String mirror, int partition, long position, boolean isCompared, Findings findings, long sent) {

    /** What is still not as it should be. */
    public long problems() {
        if (!isCompared) {
            return 1;
        }
        // Another comparison of a repair may have found more than the first: what was sent settles nothing else
        return findings.problems() - findings.missing() + Math.max(0, findings.missing() - sent);
    }
}

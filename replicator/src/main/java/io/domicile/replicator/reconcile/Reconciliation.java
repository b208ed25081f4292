package io.domicile.replicator.reconcile;

import java.util.List;

/**
 * What came of comparing a partition with its mirror.
 *
 * @param missing keys that want a tombstone
 * @param more whether there are others, to be found by another comparison
 * @param checkedTo mirror offset up to which no newer record of these keys was found
 */
public record Reconciliation(Findings findings, List<byte[]> missing, boolean more, long checkedTo) {

    public Reconciliation {
        missing = List.copyOf(missing);
    }

    static final Reconciliation NOTHING = new Reconciliation(Findings.NONE, List.of(), false, 0);
}

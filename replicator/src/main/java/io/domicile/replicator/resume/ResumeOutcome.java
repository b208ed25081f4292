package io.domicile.replicator.resume;

import io.domicile.replicator.ledger.LedgerEntry;
import java.util.OptionalLong;

/**
 * How a lane was resumed, or would be.
 *
 * @param partition of the source topic, and of its mirror
 * @param after the entry that the ledger has now
 * @param skipped how many source offsets will not be copied, where the ledger's position can be compared
 * @param repeated how many source offsets will be copied once more, where it can
 */
public record ResumeOutcome(
        int partition, LedgerBefore before, LedgerEntry after, OptionalLong skipped, OptionalLong repeated) {}

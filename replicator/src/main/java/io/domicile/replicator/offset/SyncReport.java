package io.domicile.replicator.offset;

import java.util.Map;

/** Learns how the synchronization of groups goes. Called by its thread. */
public interface SyncReport {

    /** A round has ended; how many offsets came to what. */
    void done(Map<SyncOutcome, Integer> counts);

    /** A round has failed: what became of the offsets is not known. */
    void failed();
}

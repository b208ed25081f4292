package io.domicile.replicator.offset;

import java.time.Duration;

/**
 * How groups are kept current.
 *
 * @param commits whether offsets are committed at the target; otherwise they are only translated
 * @param mirrorMaker whether heartbeats and checkpoints are written for clients of MirrorMaker
 * @param timeout how long a question to either cluster may take
 */
public record SyncSettings(
        boolean commits, boolean mirrorMaker, Duration interval, GroupFilter filter, Duration timeout) {

    /** Whether there is anything to do. */
    boolean isIdle() {
        return !commits && !mirrorMaker;
    }
}

package io.domicile.replicator.reconcile;

import org.jspecify.annotations.Nullable;

/** What is known of one key on both sides. For one thread. */
final class KeyHistory {

    static final long NONE = -1;

    /** Of the newest record on the mirror. */
    long mirrorOffset = NONE;

    /** Of the newest value on the mirror; null where there is a tombstone, or nothing. */
    @Nullable
    Digest mirrorValue;

    /** Source offset that the newest record on the mirror is a copy of. */
    long copied = NONE;

    /** Whether the newest record on the mirror is no copy of this source. */
    boolean isForeign;

    /** Whether it is a copy of another source than this one. */
    boolean isFormer;

    /** Whether it is to be deleted on the mirror where the source has deleted it. */
    boolean followsDeletion;

    /** Of the newest record at the source. */
    long sourceOffset = NONE;

    boolean hasSourceValue;

    /** What would become of the newest record at the source; null where that does not matter. */
    Crossing.@Nullable Answer answer;
}

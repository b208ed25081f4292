package io.domicile.replicator.lane;

import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.link.LinkAnswer.SkipReason;
import org.jspecify.annotations.Nullable;

/** What becomes of one record. */
sealed interface Verdict {

    /**
     * It crosses with this value.
     *
     * @param value null for a tombstone
     * @param droppedFields fields the projection removed
     */
    record Send(byte @Nullable [] value, int droppedFields) implements Verdict {}

    record Skip(SkipReason reason) implements Verdict {}

    record Refuse(RefuseReason reason) implements Verdict {}

    /** The lane stands at this record and asks again. */
    record Hold(HoldReason reason) implements Verdict {}
}

package io.domicile.replicator.schema;

import io.domicile.residency.link.LinkAnswer.RefuseReason;
import org.jspecify.annotations.Nullable;

/** What became of a value. */
public sealed interface Translation {

    /**
     * The value for the target.
     *
     * @param value null for a tombstone
     * @param droppedFields fields of this value that the released schema does not declare
     */
    record Translated(byte @Nullable [] value, int droppedFields) implements Translation {}

    /** It does not meet its rule and does not cross. */
    record Refused(RefuseReason reason) implements Translation {}
}

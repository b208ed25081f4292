package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;
import java.util.OptionalLong;

/** Why the source does not have the offset a lane stands at. */
sealed interface SourceFinding {

    /** The topic is gone. */
    record Missing() implements SourceFinding {}

    /** It has the offset after all. */
    record Present() implements SourceFinding {}

    /**
     * It will never have it.
     *
     * @param gone how many offsets are concerned, where that is known
     * @param nearest where the source can be read without repeating anything, where there is such a place
     */
    record Gap(HaltReason reason, OptionalLong gone, Optional<SourcePosition> nearest) implements SourceFinding {}
}

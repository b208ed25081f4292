package io.domicile.replicator.lane;

import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.MirroredTopic;
import java.util.OptionalLong;

/** What lanes count. Implementations are safe for use by several threads. */
public interface LaneMeters {

    void committed(MirroredTopic topic, Tally tally);

    /** @param kind of {@link Erasure} */
    void erased(MirroredTopic topic, String kind, int tombstones);

    void aborted(MirroredTopic topic);

    /**
     * A lane goes on past a gap.
     *
     * @param gone how many source offsets are gone, where that is known
     */
    void passed(MirroredTopic topic, HaltReason reason, GapAnswer answer, OptionalLong gone);
}

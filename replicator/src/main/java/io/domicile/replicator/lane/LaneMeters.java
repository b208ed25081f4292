package io.domicile.replicator.lane;

import io.domicile.replicator.topic.MirroredTopic;

/** What lanes count. Implementations are safe for use by several threads. */
public interface LaneMeters {

    void committed(MirroredTopic topic, Tally tally);

    /** @param kind of {@link Erasure} */
    void erased(MirroredTopic topic, String kind, int tombstones);

    void aborted(MirroredTopic topic);
}

package io.domicile.replicator.lane;

import io.domicile.replicator.topic.MirroredTopic;

/** What lanes count. Implementations are safe for use by several threads. */
public interface LaneMeters {

    void committed(MirroredTopic topic, Tally tally);

    void aborted(MirroredTopic topic);
}

package io.domicile.replicator.topic;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;

/** Whether a topic can be mirrored now. */
public sealed interface TopicFacts {

    /** Source and mirror are there and fit each other. */
    record Mirrored(Origin origin, int partitions) implements TopicFacts {}

    /** The source has no such topic. */
    record Missing() implements TopicFacts {}

    /** The mirror is there but is not what a mirror of this source has to be: its lanes stand still. */
    record Unfit(Origin origin, int partitions, HaltReason reason) implements TopicFacts {}
}

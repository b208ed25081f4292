package io.domicile.replicator.lag;

/** What the link itself says of a lane. A reason is a code of a closed enumeration. */
public sealed interface LaneCondition {

    /** Copies whatever comes. */
    LaneCondition RUNNING = new Running();

    record Running() implements LaneCondition {}

    /** Stands at a record or a failure and tries again by itself. */
    record Waiting(String reason) implements LaneCondition {}

    /** Stands still until a person acts. */
    record Halted(String reason) implements LaneCondition {}

    /** Not meant to run here. */
    record Disabled(String reason) implements LaneCondition {}
}

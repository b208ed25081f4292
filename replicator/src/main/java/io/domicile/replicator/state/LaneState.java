package io.domicile.replicator.state;

import io.domicile.kit.metrics.Labels;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a lane is doing.
 *
 * <pre>
 *   opening -> running &lt;-> waiting
 *      |          |           |
 *      `-------> halted &lt;-----'      any of them -> closed
 * </pre>
 */
public sealed interface LaneState {

    LaneState OPENING = new Opening();
    LaneState RUNNING = new Running();
    LaneState CLOSED = new Closed();

    /** Every {@link #kind()}. */
    List<String> KINDS = List.of("opening", "running", "waiting", "halted", "closed");

    /** The state's kind, as meters carry it. */
    String kind();

    /** The reason's code, or {@link Labels#NONE}. */
    String reasonCode();

    /** Whether the step to {@code next} is legal: what has halted or closed never runs again as the same lane. */
    boolean allows(LaneState next);

    /** Its position is being established. */
    record Opening() implements LaneState {
        @Override
        public String kind() {
            return "opening";
        }

        @Override
        public String reasonCode() {
            return Labels.NONE;
        }

        @Override
        public boolean allows(LaneState next) {
            return true;
        }
    }

    /** It copies whatever comes. */
    record Running() implements LaneState {
        @Override
        public String kind() {
            return "running";
        }

        @Override
        public String reasonCode() {
            return Labels.NONE;
        }

        @Override
        public boolean allows(LaneState next) {
            return !(next instanceof Opening);
        }
    }

    /** It stands at a record or a failure and tries again by itself. */
    record Waiting(HoldReason reason) implements LaneState {
        @Override
        public String kind() {
            return "waiting";
        }

        @Override
        public String reasonCode() {
            return reason.code();
        }

        @Override
        public boolean allows(LaneState next) {
            return !(next instanceof Opening);
        }
    }

    /**
     * It stands still until a person acts.
     *
     * @param count how many records or offsets the reason concerns, where that is known
     */
    record Halted(HaltReason reason, OptionalLong count) implements LaneState {
        @Override
        public String kind() {
            return "halted";
        }

        @Override
        public String reasonCode() {
            return reason.code();
        }

        @Override
        public boolean allows(LaneState next) {
            return next instanceof Closed;
        }
    }

    /** It is no longer this process's. */
    record Closed() implements LaneState {
        @Override
        public String kind() {
            return "closed";
        }

        @Override
        public String reasonCode() {
            return Labels.NONE;
        }

        @Override
        public boolean allows(LaneState next) {
            return false;
        }
    }
}

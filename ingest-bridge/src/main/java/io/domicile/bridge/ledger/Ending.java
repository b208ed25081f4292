package io.domicile.bridge.ledger;

import io.domicile.residency.decision.BlockReason;

/**
 * How one message ended: an outcome and its reason. The set is closed, so that every series of the counter exists from
 * the start.
 */
public enum Ending {
    STORED(Outcome.STORED, "none"),

    TOPIC_OUTSIDE_TEMPLATE(Outcome.DEAD_LETTERED, "topic-outside-template"),
    CLASS_NOT_OVER_MQTT(Outcome.DEAD_LETTERED, "class-not-over-mqtt"),
    TOO_LARGE(Outcome.DEAD_LETTERED, "too-large"),
    MALFORMED_JSON(Outcome.DEAD_LETTERED, "malformed-json"),
    NOT_AN_OBJECT(Outcome.DEAD_LETTERED, "not-an-object"),
    DUPLICATE_READING(Outcome.DEAD_LETTERED, "duplicate-reading"),
    TOO_MANY_READINGS(Outcome.DEAD_LETTERED, "too-many-readings"),
    NAME_TOO_LONG(Outcome.DEAD_LETTERED, "name-too-long"),
    NUMBER_OUT_OF_RANGE(Outcome.DEAD_LETTERED, "number-out-of-range"),
    MALFORMED_TIME(Outcome.DEAD_LETTERED, "malformed-time"),
    MALFORMED_FRAME(Outcome.DEAD_LETTERED, "malformed-frame"),
    UNKNOWN_SCHEMA(Outcome.DEAD_LETTERED, "unknown-schema"),
    WRONG_SCHEMA(Outcome.DEAD_LETTERED, "wrong-schema"),
    UNPROCESSABLE(Outcome.DEAD_LETTERED, "unprocessable"),
    REJECTED_BY_KAFKA(Outcome.DEAD_LETTERED, "rejected-by-kafka"),

    UNKNOWN_ORGANIZATION(Outcome.QUARANTINED, BlockReason.UNKNOWN_ORGANIZATION.code()),
    POLICY_UNAVAILABLE(Outcome.QUARANTINED, BlockReason.POLICY_UNAVAILABLE.code()),
    SUSPENDED(Outcome.QUARANTINED, BlockReason.SUSPENDED.code()),
    UNKNOWN_CLASS(Outcome.QUARANTINED, BlockReason.UNKNOWN_CLASS.code()),
    NO_ROUTE(Outcome.QUARANTINED, BlockReason.NO_ROUTE.code()),
    BLOCKED(Outcome.QUARANTINED, "blocked"),
    IDENTITY_UNREADABLE(Outcome.QUARANTINED, "identity-unreadable"),
    IDENTITY_MISMATCH(Outcome.QUARANTINED, "identity-mismatch"),

    STRICT_RESIDENCY(Outcome.REFUSED, BlockReason.STRICT_RESIDENCY.code()),
    POLICY_STALE(Outcome.REFUSED, BlockReason.POLICY_STALE.code()),
    UNKNOWN_CLASS_ELSEWHERE(Outcome.REFUSED, BlockReason.UNKNOWN_CLASS.code()),
    REFUSED(Outcome.REFUSED, "blocked"),

    CONNECTION_ENDED(Outcome.RELEASED, "connection-ended"),

    NO_ROOM(Outcome.DROPPED, "no-room"),
    STOPPING(Outcome.DROPPED, "stopping");

    private final Outcome outcome;
    private final String reason;

    Ending(Outcome outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The reason code that headers, audit entries and meters carry. */
    public String reason() {
        return reason;
    }

    /** The ending of a message that is blocked and kept in quarantine. */
    public static Ending quarantined(BlockReason reason) {
        return switch (reason) {
            case UNKNOWN_ORGANIZATION -> UNKNOWN_ORGANIZATION;
            case POLICY_UNAVAILABLE -> POLICY_UNAVAILABLE;
            case SUSPENDED -> SUSPENDED;
            case UNKNOWN_CLASS -> UNKNOWN_CLASS;
            case NO_ROUTE -> NO_ROUTE;
            case NO_ORGANIZATION,
                    POLICY_STALE,
                    STRICT_RESIDENCY,
                    MISROUTED,
                    TOO_LARGE,
                    WRONG_SCHEMA,
                    PROCESSING_FAILED,
                    REFUSED_BY_TOPIC -> BLOCKED;
        };
    }

    /** The ending of a message that is blocked and whose payload is kept nowhere. */
    public static Ending refused(BlockReason reason) {
        return switch (reason) {
            case STRICT_RESIDENCY -> STRICT_RESIDENCY;
            case POLICY_STALE -> POLICY_STALE;
            case UNKNOWN_CLASS -> UNKNOWN_CLASS_ELSEWHERE;
            case NO_ORGANIZATION,
                    UNKNOWN_ORGANIZATION,
                    POLICY_UNAVAILABLE,
                    SUSPENDED,
                    MISROUTED,
                    NO_ROUTE,
                    TOO_LARGE,
                    WRONG_SCHEMA,
                    PROCESSING_FAILED,
                    REFUSED_BY_TOPIC -> REFUSED;
        };
    }

    /** Whether the broker is told that it may forget the message. */
    boolean isAcknowledged() {
        return outcome != Outcome.RELEASED;
    }
}

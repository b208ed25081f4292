package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.payload.PayloadKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message and what is known of it besides its own content, as a {@link Dispositions} needs it.
 *
 * @param receivedAt when the bridge received it
 * @param readAs how its payload is read whatever the publisher declared; null where the declaration counts
 * @param rejectedAs set where Kafka rejected the message's record for good: it goes to the dead letters instead
 * @param payloadOmitted whether only a reference is to be set aside
 * @param identityKnown whether no user property is missing that the publisher's identity is read from
 */
public record Reception(
        MqttMessage message,
        Instant receivedAt,
        @Nullable PayloadKind readAs,
        @Nullable Ending rejectedAs,
        boolean payloadOmitted,
        boolean identityKnown) {

    /** A message that comes for the first time. */
    public static Reception of(MqttMessage message, Instant receivedAt) {
        return new Reception(message, receivedAt, null, null, false, true);
    }

    /** A message that is read from a record, which may not have all that the message had. */
    public static Reception recorded(MqttMessage message, Instant receivedAt, boolean identityKnown) {
        return new Reception(message, receivedAt, null, null, false, identityKnown);
    }

    /** The same message, its payload read as this kind. */
    public Reception readAs(PayloadKind kind) {
        return new Reception(message, receivedAt, kind, rejectedAs, payloadOmitted, identityKnown);
    }

    @Override
    public String toString() {
        return "reception(withheld)";
    }
}

package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * One message to be handled.
 *
 * @param rejectedAs set where Kafka rejected the message's record for good: it goes to the dead letters instead
 * @param payloadOmitted whether only a reference is to be written
 */
record Task(InFlight message, @Nullable Ending rejectedAs, boolean payloadOmitted) {

    static Task of(InFlight message) {
        return new Task(message, null, false);
    }

    Task rejected(Ending ending) {
        return new Task(message, ending, payloadOmitted);
    }

    Task withoutPayload() {
        return new Task(message, rejectedAs, true);
    }
}

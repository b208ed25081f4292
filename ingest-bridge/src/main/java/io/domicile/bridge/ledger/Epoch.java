package io.domicile.bridge.ledger;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of one connection. When the connection has ended, what was not acknowledged over it never will be: those
 * messages are released, and the broker delivers them again over the next one.
 */
public final class Epoch {

    private final AcknowledgementLedger ledger;
    /** Guarded by the ledger's lock. */
    private final Set<InFlight> open = new LinkedHashSet<>();
    /** Guarded by the ledger's lock. */
    private boolean closed;

    /** Messages of quality of service 1 so far. Guarded by the ledger's lock. */
    private long registered;

    Epoch(AcknowledgementLedger ledger) {
        this.ledger = ledger;
    }

    /** Takes a message in hand, or returns empty where the connection has ended and the message is the broker's. */
    public Optional<InFlight> register(Delivery delivery, Instant receivedAt, Window.Place place) {
        Optional<InFlight> message = ledger.register(this, delivery, receivedAt, place);
        if (message.isEmpty()) {
            place.abandon();
        }
        return message;
    }

    /** As above, for a message that no window bounds. */
    public Optional<InFlight> register(Delivery delivery, Instant receivedAt) {
        return register(delivery, receivedAt, Window.Place.NONE);
    }

    /**
     * Releases every message of quality of service 1 that has not ended; those of quality of service 0 stay in hand,
     * for nobody would deliver them again. Further calls do nothing.
     *
     * @return how many were released
     */
    public int close() {
        return ledger.close(this);
    }

    /** Adds a message of quality of service 1. */
    void add(InFlight message) {
        open.add(message);
        registered++;
    }

    long registered() {
        return registered;
    }

    /**
     * Messages that have ended, but whose PUBACK cannot leave before an older one's: MQTT keeps their order.
     */
    long blocked() {
        return open.isEmpty()
                ? 0
                : registered - open.size() - open.iterator().next().index();
    }

    Set<InFlight> open() {
        return open;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }
}

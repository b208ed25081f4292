package io.domicile.bridge.ledger;

import java.time.Instant;

/** One message in hand. It ends exactly once; any thread may end it. */
public final class InFlight {

    private final AcknowledgementLedger ledger;
    private final Epoch epoch;
    private final Delivery delivery;
    private final Instant receivedAt;
    private final Window.Place place;
    private final long sequence;
    private final long index;
    private volatile boolean settled;

    InFlight(
            AcknowledgementLedger ledger,
            Epoch epoch,
            Delivery delivery,
            Instant receivedAt,
            Window.Place place,
            long sequence) {
        this.ledger = ledger;
        this.epoch = epoch;
        this.delivery = delivery;
        this.receivedAt = receivedAt;
        this.place = place;
        this.sequence = sequence;
        this.index = epoch.registered();
    }

    /**
     * Ends the message and tells the broker, unless it has ended before. Whoever calls this has nothing more to do with
     * the message; its place in the window is given back.
     *
     * @return whether this call ended it
     */
    public boolean settle(Ending ending) {
        place.leave();
        if (!ledger.settle(this)) {
            return false;
        }
        try {
            if (ending.isAcknowledged()) {
                delivery.acknowledge();
            }
        } finally {
            ledger.end(this, ending);
        }
        return true;
    }

    /** Gives its place in the window back: it was released, and nothing refers to it any more. */
    public void forget() {
        place.abandon();
    }

    /** Whether it has ended: nothing more is to be done for it. */
    public boolean isSettled() {
        return settled;
    }

    public MqttMessage message() {
        return delivery.message();
    }

    public boolean isAtMostOnce() {
        return delivery.isAtMostOnce();
    }

    /** When the bridge received it. */
    public Instant receivedAt() {
        return receivedAt;
    }

    Epoch epoch() {
        return epoch;
    }

    /** Its rank in the order of arrival over all connections of its ledger. */
    public long sequence() {
        return sequence;
    }

    /** How many messages of quality of service 1 came before it over its connection. */
    long index() {
        return index;
    }

    /** Called under the ledger's lock only. */
    void markSettled() {
        settled = true;
    }
}

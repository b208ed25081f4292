package io.domicile.bridge.ledger;

import java.time.Instant;

/** One message in hand. It ends exactly once; any thread may end it. */
public final class InFlight {

    private final AcknowledgementLedger ledger;
    private final Epoch epoch;
    private final Delivery delivery;
    private final Instant receivedAt;
    private final long sequence;
    private volatile boolean settled;

    InFlight(AcknowledgementLedger ledger, Epoch epoch, Delivery delivery, Instant receivedAt, long sequence) {
        this.ledger = ledger;
        this.epoch = epoch;
        this.delivery = delivery;
        this.receivedAt = receivedAt;
        this.sequence = sequence;
    }

    /**
     * Ends the message and tells the broker, unless it has ended before.
     *
     * @return whether this call ended it
     */
    public boolean settle(Ending ending) {
        if (!ledger.settle(this, ending)) {
            return false;
        }
        if (ending.isAcknowledged()) {
            delivery.acknowledge();
        }
        return true;
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

    long sequence() {
        return sequence;
    }

    /** Called under the ledger's lock only. */
    void markSettled() {
        settled = true;
    }
}

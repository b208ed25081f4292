package io.domicile.bridge.ledger;

import io.domicile.bridge.ledger.MqttMessage.Transport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A delivery that counts its acknowledgements. */
public final class FakeDelivery implements Delivery {

    private final MqttMessage message;
    private final boolean atMostOnce;
    private final Runnable whenAcknowledged;
    private final AtomicInteger acknowledgements = new AtomicInteger();

    FakeDelivery(boolean atMostOnce) {
        this(
                new MqttMessage(
                        "v1/acme/dev-7/telemetry", new byte[0], null, List.of(), Transport.plain(atMostOnce ? 0 : 1)),
                atMostOnce);
    }

    public FakeDelivery(MqttMessage message, boolean atMostOnce) {
        this(message, atMostOnce, () -> {});
    }

    private FakeDelivery(MqttMessage message, boolean atMostOnce, Runnable whenAcknowledged) {
        this.message = message;
        this.atMostOnce = atMostOnce;
        this.whenAcknowledged = whenAcknowledged;
    }

    /** The same message, with something to do when it is acknowledged. */
    FakeDelivery whenAcknowledged(Runnable action) {
        return new FakeDelivery(message, atMostOnce, action);
    }

    public int acknowledgements() {
        return acknowledgements.get();
    }

    @Override
    public MqttMessage message() {
        return message;
    }

    @Override
    public long bytes() {
        return message.payload().length;
    }

    @Override
    public boolean isAtMostOnce() {
        return atMostOnce;
    }

    @Override
    public void acknowledge() {
        acknowledgements.incrementAndGet();
        whenAcknowledged.run();
    }
}

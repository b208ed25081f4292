package io.domicile.bridge.mqtt;

import io.domicile.bridge.ledger.InFlight;

/** Where received messages go. Called on the thread that reads the socket; must never block. */
public interface Intake {

    /** Takes the message over, or ends it. */
    void take(InFlight message);

    /** A connection has ended and its messages were released; what waits of them need not wait any longer. */
    void connectionEnded();
}

package io.domicile.bridge.payload;

import io.domicile.bridge.ledger.Ending;

/** A payload that is not what it should be. Message and cause never hold any of it. */
public final class UndecodablePayloadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Ending ending;

    UndecodablePayloadException(Ending ending) {
        super(ending.reason(), null, false, false);
        this.ending = ending;
    }

    /** The way a message with this payload ends. */
    public Ending ending() {
        return ending;
    }
}

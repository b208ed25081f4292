package io.domicile.router.topology;

import io.domicile.router.route.UndecidedException;

/** The policy gate stayed closed while a record waited for it. */
public final class GateClosedException extends UndecidedException {

    private static final long serialVersionUID = 1L;

    GateClosedException(String message) {
        super(message);
    }
}

package io.domicile.bridge.replay;

import io.domicile.kit.policy.GateStatus;

/** A gate that did not open in time: nothing may be decided. */
public final class PolicyGateClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PolicyGateClosedException(GateStatus status) {
        super("policy gate closed"
                + (status instanceof GateStatus.Closed closed
                        ? ": " + closed.reason().code()
                        : "") + "; nothing more was written");
    }
}

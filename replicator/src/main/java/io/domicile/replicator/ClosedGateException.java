package io.domicile.replicator;

/** The policy gate did not open in time: nothing can be judged. */
public final class ClosedGateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedGateException(String reason) {
        super("the policy gate is closed: " + reason);
    }
}

package io.domicile.router.route;

/**
 * What a decision needs is not there now: the record's transaction is given up, undecided, and it is tried again. Says
 * nothing of the record.
 */
public abstract class UndecidedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected UndecidedException(String message) {
        super(message);
    }
}

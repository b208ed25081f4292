package io.domicile.router.topology;

/** The policy gate stayed closed while a record waited for it: the record's transaction is given up, undecided. */
public final class GateClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GateClosedException(String message) {
        super(message);
    }

    /** Whether this is what lies at the bottom of a failure. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GateClosedException) {
                return true;
            }
        }
        return false;
    }
}

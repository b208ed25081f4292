package io.domicile.replicator.compare;

/** Tombstones that are missing could not be sent. */
public final class UnrepairedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnrepairedException(String mirror, String reason) {
        super("missing tombstones were not sent to " + mirror + ": " + reason);
    }
}

package io.domicile.kit.policy;

/** Another writer of the same region began after this one. Nothing of this one's change was written. */
public final class PolicyWriterFencedException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    PolicyWriterFencedException(Throwable cause) {
        super("another policy writer of this region took over; nothing was written, try again", cause);
    }
}

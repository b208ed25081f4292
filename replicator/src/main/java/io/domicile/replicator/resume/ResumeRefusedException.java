package io.domicile.replicator.resume;

/** A lane cannot go on where a person wanted it to; the message says why. */
public final class ResumeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResumeRefusedException(String message) {
        super(message);
    }
}

package io.domicile.replicator.audit;

/** A refusal that could not be audited; the lane waits. */
public final class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(Throwable cause) {
        super("the refusal could not be audited at the source", cause);
    }
}

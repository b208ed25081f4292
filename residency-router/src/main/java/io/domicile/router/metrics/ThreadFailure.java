package io.domicile.router.metrics;

/** What became of a stream thread that failed, and why. */
public enum ThreadFailure {
    /** A record met the closed gate for too long; its transaction was given up and the thread replaced. */
    REPLACED_GATE_CLOSED("replaced", "gate-closed"),
    /** The schema registry did not say what a record's schema is; as above. */
    REPLACED_REGISTRY_SILENT("replaced", "registry-silent"),
    /** A topic refused a record for good; the record takes another way after the thread was replaced. */
    REPLACED_RECORD_REFUSED("replaced", "record-refused"),
    /** Credentials or certificate were refused, by the cluster or by the router; the thread was replaced after a while. */
    REPLACED_NOT_AUTHENTICATED("replaced", "not-authenticated"),
    /** Any other failure within the allowed rate; the thread was replaced. */
    REPLACED_ERROR("replaced", "error"),
    /** A partition no longer has the next record; the client shuts down until somebody has decided. */
    SHUTDOWN_POSITION_LOST("shutdown", "position-lost"),
    /** More failures than the rate allows; the client shuts down and the process has to be restarted. */
    SHUTDOWN_TOO_MANY("shutdown", "too-many-errors"),
    /** The virtual machine itself failed; the client shuts down and the process has to be restarted. */
    SHUTDOWN_FATAL("shutdown", "fatal-error");

    private final String outcome;
    private final String reason;

    ThreadFailure(String outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    public boolean isReplaced() {
        return "replaced".equals(outcome);
    }

    public String outcome() {
        return outcome;
    }

    public String reason() {
        return reason;
    }
}

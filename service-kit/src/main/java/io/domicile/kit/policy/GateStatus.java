package io.domicile.kit.policy;

/** Whether decisions may be taken. */
public sealed interface GateStatus {

    /** Policy is loaded, verified and fresh. */
    record Open() implements GateStatus {
        @Override
        public boolean isOpen() {
            return true;
        }
    }

    /** Policy cannot be relied on; nothing is decided, nothing is dropped, nothing let through. */
    record Closed(Reason reason) implements GateStatus {
        @Override
        public boolean isOpen() {
            return false;
        }
    }

    GateStatus OPEN = new Open();

    boolean isOpen();

    /** Why a gate is closed. The {@link #code()} is what meters and readiness carry. */
    enum Reason {
        LOADING("loading"),
        TOPIC_MISSING("topic-missing"),
        TOPIC_NOT_COMPACTED("topic-not-compacted"),
        NO_MANIFEST("no-manifest"),
        MANIFEST_MISMATCH("manifest-mismatch"),
        GENERATION_REGRESSED("generation-regressed"),
        /** What earlier processes verified cannot be learned, so a regression could not be told. */
        GENERATIONS_UNREADABLE("generations-unreadable"),
        MIRROR_NOT_VERIFIED("mirror-not-verified"),
        /** No heartbeat of the policy's writer for longer than the lease. */
        LEASE_EXPIRED("lease-expired"),
        NOT_ANNOUNCED("not-announced"),
        STOPPED("stopped");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}

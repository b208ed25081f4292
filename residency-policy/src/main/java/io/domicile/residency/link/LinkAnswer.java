package io.domicile.residency.link;

/** What a link does with one record. */
public sealed interface LinkAnswer {

    /** It crosses. */
    record Copy() implements LinkAnswer {}

    /** It is rightly on the topic but not meant for this target now: counted, not an incident. */
    record Skip(SkipReason reason) implements LinkAnswer {}

    /** It should never have been on the topic: counted, audited, alarmed. */
    record Refuse(RefuseReason reason) implements LinkAnswer {}

    /** No answer yet: the link's own policy is behind the record's, or stale. The lane waits and asks again. */
    record Wait(WaitReason reason) implements LinkAnswer {}

    LinkAnswer COPY = new Copy();

    /** Why a record is skipped. The {@link #code()} is what meters carry. */
    enum SkipReason {
        OTHER_STANDBY("other-standby"),
        STRICT("strict"),
        MOVED("moved"),
        /** The organization has ended: its copies are removed from mirrors, and none is to come after. */
        REMOVED("removed");

        private final String code;

        SkipReason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Why a record is refused. The {@link #code()} is what audit entries and meters carry. */
    enum RefuseReason {
        NO_ORGANIZATION("no-organization"),
        NO_TAG("no-tag"),
        MALFORMED_TAG("malformed-tag"),
        DOUBLED_TAG("doubled-tag"),
        TAG_KEY_MISMATCH("tag-key-mismatch"),
        WRONG_CLASS("wrong-class"),
        UNKNOWN_CLASS("unknown-class"),
        FOREIGN_HOME("foreign-home"),
        UNKNOWN_ORGANIZATION("unknown-organization"),
        POLICY_UNAVAILABLE("policy-unavailable"),
        UNDECLARED_SCHEMA("undeclared-schema"),
        TOO_LARGE("too-large");

        private final String code;

        RefuseReason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Why a lane waits. The {@link #code()} is what meters and readiness carry. */
    enum WaitReason {
        POLICY_BEHIND("policy-behind"),
        POLICY_STALE("policy-stale");

        private final String code;

        WaitReason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}

package io.domicile.kit.policy;

/** Whether what a policy topic holds, read to its end, can be believed. */
sealed interface TopicVerdict {

    /**
     * The content matches its manifest.
     *
     * @param isDigestTolerated whether the digest differs, which an unreadable entry can explain: what was hashed
     *     cannot be known. The count does match, and the unreadable entries are denied.
     */
    record Verified(TopicContent content, boolean isDigestTolerated) implements TopicVerdict {}

    /** It cannot. */
    record Rejected(GateStatus.Reason reason) implements TopicVerdict {}
}

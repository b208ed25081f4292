package io.domicile.kit.policy;

import org.jspecify.annotations.Nullable;

/** A policy topic that was not changed as it was asked to be. The message never names an organization. */
public abstract sealed class PolicyWriteException extends RuntimeException
        permits AtHomeElsewhereException,
                PolicyTopicInconsistentException,
                PolicyTopicUnavailableException,
                PolicyWriterFencedException,
                UnknownOrganizationException,
                UnreadableEntryException,
                UnsoundPolicyException {

    private static final long serialVersionUID = 1L;

    PolicyWriteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

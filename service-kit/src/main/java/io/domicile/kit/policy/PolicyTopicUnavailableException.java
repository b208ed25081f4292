package io.domicile.kit.policy;

import org.jspecify.annotations.Nullable;

/** A policy topic that could not be read or written: it is missing or not compacted, or the brokers did not answer. */
public final class PolicyTopicUnavailableException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    PolicyTopicUnavailableException(String topic, String whatIsWrong, @Nullable Throwable cause) {
        super("topic '" + topic + "' " + whatIsWrong, cause);
    }
}

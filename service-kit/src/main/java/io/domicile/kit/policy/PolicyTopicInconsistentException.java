package io.domicile.kit.policy;

/** A policy topic whose content does not match its manifest. Nothing was written. */
public final class PolicyTopicInconsistentException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    PolicyTopicInconsistentException(String topic, String whatIsWrong) {
        super(
                "topic '" + topic + "' is inconsistent: " + whatIsWrong
                        + "; look at what it lists, then adopt it or put right what is missing",
                null);
    }
}

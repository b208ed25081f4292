package io.domicile.kit.policy;

import java.util.List;

/** A policy that must not be written. Carries everything that is wrong with it. */
public final class UnsoundPolicyException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    UnsoundPolicyException(List<String> problems) {
        super("the policy is not sound: " + String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one text each, naming the field. */
    public List<String> problems() {
        return problems;
    }
}

package io.domicile.kit.policy;

/** An organization whose entry cannot be read and therefore not be changed in one point. */
public final class UnreadableEntryException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    UnreadableEntryException(EntryProblem problem) {
        super("the organization's entry cannot be read (" + problem + "); put its whole policy again", null);
    }
}

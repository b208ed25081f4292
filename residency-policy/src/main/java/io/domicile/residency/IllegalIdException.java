package io.domicile.residency;

/**
 * An id that does not have the form its kind requires.
 *
 * <p>The message names the kind and the required form, never the rejected text: that text may be a person's name.
 */
public final class IllegalIdException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public IllegalIdException(String kind, String requiredForm) {
        super("not a valid " + kind + ": an id has the form " + requiredForm);
    }
}

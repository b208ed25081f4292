package io.domicile.kit.setaside;

/** Somebody else began to work on the same topic after this writer did. This writer's transaction was not written. */
public final class SetAsideFencedException extends SetAsideException {

    private static final long serialVersionUID = 1L;

    SetAsideFencedException(String topic, Throwable cause) {
        super("another run on topic '" + topic + "' took over; the record at hand was not written by this one", cause);
    }
}

package io.domicile.kit.setaside;

/** A record that Kafka will never take. Nothing of its transaction was written; the writer goes on. */
public final class SetAsideRejectedException extends SetAsideException {

    private static final long serialVersionUID = 1L;

    SetAsideRejectedException(Throwable cause) {
        super("Kafka rejects the record: " + cause.getClass().getSimpleName(), cause);
    }
}

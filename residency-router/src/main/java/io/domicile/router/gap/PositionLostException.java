package io.domicile.router.gap;

/** The router cannot read on where it stopped, and does not go on elsewhere by itself. */
public final class PositionLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PositionLostException(String message) {
        super(message);
    }
}

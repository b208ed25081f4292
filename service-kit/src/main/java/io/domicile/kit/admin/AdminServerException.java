package io.domicile.kit.admin;

/** An address that the admin server cannot be bound to. */
public final class AdminServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AdminServerException(String host, int port, Throwable cause) {
        super("cannot serve health and metrics on " + host + ":" + port + ": is the port taken?", cause);
    }
}

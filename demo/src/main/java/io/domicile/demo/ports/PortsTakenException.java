package io.domicile.demo.ports;

import java.util.List;

/** Ports on which somebody else listens. */
public final class PortsTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortsTakenException(List<String> taken) {
        super("already in use on 127.0.0.1: " + String.join(", ", taken) + "; --base-port moves all ports");
    }
}

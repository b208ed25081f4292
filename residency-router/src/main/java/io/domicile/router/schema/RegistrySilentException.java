package io.domicile.router.schema;

import io.domicile.router.route.UndecidedException;

/** The schema registry did not say what a record's schema is. */
public final class RegistrySilentException extends UndecidedException {

    private static final long serialVersionUID = 1L;

    RegistrySilentException(String message) {
        super(message);
    }
}

package io.domicile.kit.seal;

import org.jspecify.annotations.Nullable;

/** Something that keeps the audit from being sealed until a person has looked at it. */
public final class SealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealException(String message) {
        this(message, null);
    }

    SealException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

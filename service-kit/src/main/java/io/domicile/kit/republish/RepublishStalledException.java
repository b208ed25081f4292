package io.domicile.kit.republish;

import org.jspecify.annotations.Nullable;

/** Copies that did not come out at home as they should. What was sent is sent; running it again is safe. */
public final class RepublishStalledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RepublishStalledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.domicile.kit.policy;

import org.jspecify.annotations.Nullable;

/** The remembered generations could not be read or written. */
final class GenerationMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GenerationMemoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

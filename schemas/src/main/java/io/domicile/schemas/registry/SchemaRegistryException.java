package io.domicile.schemas.registry;

import org.jspecify.annotations.Nullable;

/** A schema registry that did not do what it was asked. */
public final class SchemaRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public SchemaRegistryException(Kind kind, String message) {
        this(kind, message, null);
    }

    public SchemaRegistryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether asking again later may succeed without anybody changing anything. */
    public boolean isRetriable() {
        return kind == Kind.UNAVAILABLE;
    }

    /** What went wrong, classified once. */
    public enum Kind {
        /** No answer, or a server-side failure. */
        UNAVAILABLE,
        /** The registry answered that it has no such id, subject or version. */
        NOT_FOUND,
        /** The schema breaks the subject's compatibility rule. */
        INCOMPATIBLE,
        /** The schema is not valid to the registry. */
        INVALID_SCHEMA,
        /** The registry refused our credentials. */
        UNAUTHORIZED,
        /** An answer that Confluent's API does not define. */
        UNEXPECTED_ANSWER
    }
}

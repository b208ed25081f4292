package io.domicile.kit.setaside;

import org.jspecify.annotations.Nullable;

/** A set-aside topic that could not be read or written as it was asked to be. The message never quotes a record. */
public sealed class SetAsideException extends RuntimeException
        permits SetAsideFencedException, SetAsideRejectedException {

    private static final long serialVersionUID = 1L;

    SetAsideException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static SetAsideException unreadable(String topic, Throwable cause) {
        return new SetAsideException(
                "topic '" + topic + "' could not be read: " + cause.getClass().getSimpleName() + ": "
                        + cause.getMessage(),
                cause);
    }
}

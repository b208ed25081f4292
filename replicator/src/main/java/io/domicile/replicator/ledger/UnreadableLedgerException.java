package io.domicile.replicator.ledger;

import org.jspecify.annotations.Nullable;

/** A committed offset whose metadata is not a ledger entry of ours. */
public final class UnreadableLedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableLedgerException(String whatIsWrong, @Nullable Throwable cause) {
        super(whatIsWrong, cause);
    }
}

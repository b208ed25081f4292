package io.domicile.replicator.resume;

import java.util.Optional;

/** Where a person wants a lane to go on. */
public sealed interface ResumeFrom {

    /** At the first record the source has. */
    record SourceStart() implements ResumeFrom {}

    /** Behind the last committed record the source has. */
    record SourceEnd() implements ResumeFrom {}

    /** At this source offset. */
    record Offset(long offset) implements ResumeFrom {}

    /** Where the ledger says. */
    record Ledger() implements ResumeFrom {}

    /** Reads {@code source-start}, {@code source-end}, {@code ledger} or an offset; empty where it is none of them. */
    static Optional<ResumeFrom> parse(String text) {
        switch (text) {
            case "source-start":
                return Optional.of(new SourceStart());
            case "source-end":
                return Optional.of(new SourceEnd());
            case "ledger":
                return Optional.of(new Ledger());
            default:
                try {
                    long offset = Long.parseLong(text);
                    return offset < 0 ? Optional.empty() : Optional.of(new Offset(offset));
                } catch (NumberFormatException none) {
                    return Optional.empty();
                }
        }
    }
}

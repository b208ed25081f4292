package io.domicile.router.gap;

import java.util.Locale;
import java.util.Optional;

/** What the router does when retention has removed records before it could read them. */
public enum GapAnswer {
    /** It counts them, says so, and goes on with the oldest that is left. */
    CONTINUE,
    /** It stops until somebody has decided. */
    HALT;

    /** The answer of this name in lower case, or empty where there is none. */
    public static Optional<GapAnswer> parse(String text) {
        for (GapAnswer answer : values()) {
            if (answer.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }
}

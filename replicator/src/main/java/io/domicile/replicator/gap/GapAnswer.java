package io.domicile.replicator.gap;

import java.util.Locale;
import java.util.Optional;

/** What a lane does where the source and its mirror do not join any more. */
public enum GapAnswer {
    /** It stands still until a person acts. */
    HALT,
    /** It counts what is gone, says so, and goes on at the nearest place there is. */
    ACCEPT,
    /** It copies everything that the source still has once more, and its mirror is then compared with the source. */
    RESYNC;

    /** The answer of this name, or empty where there is none. */
    public static Optional<GapAnswer> parse(String text) {
        for (GapAnswer answer : values()) {
            if (answer.label().equals(text)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** As configurations and meters have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

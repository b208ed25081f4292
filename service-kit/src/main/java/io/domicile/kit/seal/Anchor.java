package io.domicile.kit.seal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seal that somebody noted where nobody who administers the brokers can reach it; as text {@code <sequence>:<hash>}.
 * Without one, removing the newest seals together with their entries is not noticed.
 */
public record Anchor(long sequence, String hash) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** The anchor that the text is, or empty where it is none. */
    public static Optional<Anchor> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    static Anchor of(Seal seal) {
        return new Anchor(seal.sequence(), seal.hash());
    }

    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}

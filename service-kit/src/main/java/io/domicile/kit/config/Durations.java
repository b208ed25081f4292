package io.domicile.kit.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private Durations() {}

    /**
     * The duration that {@code 500ms}, {@code 5s}, {@code 10m}, {@code 2h}, {@code 7d} or ISO 8601 says.
     *
     * @throws IllegalArgumentException if the text is none of these, or negative
     */
    public static Duration parse(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            Duration iso = Duration.parse(text);
            if (!iso.isNegative()) {
                return iso;
            }
        } catch (DateTimeParseException unknownForm) {
            throw notADuration();
        }
        throw notADuration();
    }

    private static IllegalArgumentException notADuration() {
        return new IllegalArgumentException("not a duration such as 500ms, 5s, 10m, 2h or 7d");
    }
}

package io.domicile.bridge.forward;

import io.domicile.bridge.meter.HeaderRemoval;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.residency.tag.TagCodec;
import java.util.List;
import java.util.Optional;

/**
 * Which names a user property may bear as a header.
 *
 * <p>Not those of residency tags or of the bridge's own headers, in any case; and none that a person cannot tell from
 * another by looking: empty, with white space at an end, or with a control, format or unpaired surrogate character.
 */
public final class PropertyNames {

    private static final List<String> OWN_PREFIXES = List.of("mqtt-", "domicile-");

    private PropertyNames() {}

    /** Why a user property of this name becomes no header; empty where it does. */
    public static Optional<HeaderRemoval> objection(String name) {
        if (TagCodec.isReserved(name)) {
            return Optional.of(HeaderRemoval.FORGED);
        }
        if (isOwn(name)) {
            return Optional.of(HeaderRemoval.RESERVED);
        }
        return isPlain(name) ? Optional.empty() : Optional.of(HeaderRemoval.MALFORMED);
    }

    private static boolean isOwn(String name) {
        return name.equalsIgnoreCase(HeaderNames.CONTENT_TYPE)
                || OWN_PREFIXES.stream().anyMatch(prefix -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !isSpace(name.codePointAt(0))
                && !isSpace(name.codePointBefore(name.length()))
                && name.codePoints().allMatch(PropertyNames::isVisible);
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

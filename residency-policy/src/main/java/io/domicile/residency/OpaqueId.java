package io.domicile.residency;

import java.util.regex.Pattern;

/** The one form of opaque ids: 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen. */
final class OpaqueId {

    static final String FORM = "[a-z0-9][a-z0-9-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private OpaqueId() {}

    static boolean isValid(String text) {
        return PATTERN.matcher(text).matches();
    }

    static String require(String kind, String text) {
        if (!isValid(text)) {
            throw new IllegalIdException(kind, FORM);
        }
        return text;
    }
}

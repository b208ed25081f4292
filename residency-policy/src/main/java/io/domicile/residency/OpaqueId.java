package io.domicile.residency;

/** The one form of opaque ids: 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen. */
final class OpaqueId {

    static final String FORM = "[a-z0-9][a-z0-9-]{0,62}";

    private static final int LONGEST = 63;

    private OpaqueId() {}

    /** Whether the text has the {@link #FORM}; by hand, because every record's key is asked. */
    static boolean isValid(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST || text.charAt(0) == '-') {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if (!isAllowed(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    static void require(String kind, String text) {
        if (!isValid(text)) {
            throw new IllegalIdException(kind, FORM);
        }
    }

    private static boolean isAllowed(char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-';
    }
}

package io.domicile.cli.text;

import java.nio.charset.StandardCharsets;

/** Text that strangers wrote, for a terminal: what is not printable ASCII, and the quotation mark, is
 * written as {@code \\xNN}. */
public final class SafeText {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private SafeText() {}

    /** The whole text. */
    public static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length);
    }

    /** The first bytes; how many more there are is said after them. */
    public static String of(byte[] bytes, int atMost) {
        int shown = Math.min(bytes.length, atMost);
        StringBuilder text = new StringBuilder(shown + 16);
        for (int at = 0; at < shown; at++) {
            append(text, bytes[at] & 0xff);
        }
        if (shown < bytes.length) {
            text.append("... (").append(bytes.length - shown).append(" bytes more)");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet) {
        if (octet == '\\') {
            text.append("\\\\");
        } else if (octet >= FIRST_PRINTABLE && octet <= LAST_PRINTABLE && octet != '"') {
            text.append((char) octet);
        } else {
            text.append(String.format("\\x%02x", octet));
        }
    }
}

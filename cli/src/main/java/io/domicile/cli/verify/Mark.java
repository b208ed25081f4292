package io.domicile.cli.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * A byte string that was planted in data, and the places where it may be found. Immutable; shows its label only.
 *
 * <p>It must be long enough not to occur by chance in any form.
 */
public final class Mark {

    /** Fewest bytes of a mark. */
    public static final int MIN_LENGTH = 6;

    private final String label;
    private final byte[] bytes;
    private final Set<String> allowedIn;

    /**
     * @param label what reports call it; unique in a scan
     * @param allowedIn names of the places where it may be; empty for none
     * @throws IllegalArgumentException if it is shorter than {@link #MIN_LENGTH}
     */
    public Mark(String label, byte[] bytes, Set<String> allowedIn) {
        if (bytes.length < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    label + " has " + bytes.length + " bytes; a mark needs at least " + MIN_LENGTH);
        }
        this.label = label;
        this.bytes = bytes.clone();
        this.allowedIn = Set.copyOf(allowedIn);
    }

    /** A mark of UTF-8 text. */
    public static Mark ofText(String label, String text, Set<String> allowedIn) {
        return new Mark(label, text.getBytes(StandardCharsets.UTF_8), allowedIn);
    }

    public String label() {
        return label;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public Set<String> allowedIn() {
        return allowedIn;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mark mark
                && label.equals(mark.label)
                && Arrays.equals(bytes, mark.bytes)
                && allowedIn.equals(mark.allowedIn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, Arrays.hashCode(bytes), allowedIn);
    }

    @Override
    public String toString() {
        return label;
    }
}

package io.domicile.cli.verify;

import java.util.Locale;

/**
 * A mark in a place where it may not be. Holds no data but the mark's label.
 *
 * @param file relative to the place's directory
 * @param part where in the file it stands
 * @param position the record's offset for a {@link Part} of a record, else the index of the byte behind the mark
 */
public record Finding(String place, String file, Part part, long position, String label, Form form) {

    /** What the mark was found in. */
    public enum Part {
        KEY,
        VALUE,
        HEADER,
        /** A file that is no log segment, or bytes of one that are no record. */
        RAW
    }

    @Override
    public String toString() {
        String at = part == Part.RAW ? "byte " : part.name().toLowerCase(Locale.ROOT) + " at offset ";
        return place + ": " + label + " ("
                + form.name().toLowerCase(Locale.ROOT).replace('_', '-') + ") in " + file + ", " + at + position;
    }
}

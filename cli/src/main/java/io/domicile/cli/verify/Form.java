package io.domicile.cli.verify;

/** How a mark is written where it is found. */
public enum Form {
    PLAIN,
    /** Standard or URL-safe alphabet, at any of the three alignments. */
    BASE64,
    /** All letters upper-case or all lower-case. */
    HEX,
    /** Little or big endian; marks that are UTF-8 text only. */
    UTF_16
}

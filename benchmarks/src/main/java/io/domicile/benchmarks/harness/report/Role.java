package io.domicile.benchmarks.harness.report;

/** What a program is in a comparison. */
public enum Role {
    /** The least that any program of this kind has to do. */
    LIMIT("(a)"),
    /** Domicile's. */
    OURS("(b)"),
    /** What others would use. */
    PEER("(c)");

    private final String letter;

    Role(String letter) {
        this.letter = letter;
    }

    /** How tables call it. */
    public String letter() {
        return letter;
    }
}

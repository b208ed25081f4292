package io.domicile.benchmarks.harness.report;

import java.util.List;

/** What a program is in a comparison. */
public enum Role {
    /** The least that any program of this kind has to do. */
    LIMIT("(a)"),
    /** Domicile's. */
    OURS("(b)"),
    /** What others would use. */
    PEER("(c)"),
    /** The same, tuned. */
    PEER_TUNED("(d)"),
    /** The same with exactly-once. */
    PEER_EXACTLY_ONCE("(e)"),
    /** The same with exactly-once, tuned. */
    PEER_EXACTLY_ONCE_TUNED("(f)");

    /** Of measurements with one peer. */
    public static final List<Role> THREE = List.of(LIMIT, OURS, PEER);

    private final String letter;

    Role(String letter) {
        this.letter = letter;
    }

    /** How tables call it. */
    public String letter() {
        return letter;
    }

    /** Whether it is somebody else's program. */
    boolean isPeer() {
        return compareTo(PEER) >= 0;
    }
}

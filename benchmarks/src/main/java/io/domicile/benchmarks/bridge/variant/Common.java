package io.domicile.benchmarks.bridge.variant;

/** What all variants have in common. */
final class Common {

    /** The heap that {@code domicile bridge} gets, too. */
    static final String MEMORY = "-Xmx512m";

    static final String FILTER = "v1/#";

    private Common() {}
}

package io.domicile.benchmarks.bridge.variant;

/** What all variants have in common. */
final class Common {

    static final String FILTER = "v1/#";

    private Common() {}
}

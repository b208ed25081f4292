package io.domicile.it.bridge;

import java.util.BitSet;

/** The numbers that came under one key, and how many of them came first before a smaller one. Any thread. */
final class NumberSequence {

    private final BitSet seen = new BitSet();
    private int disordered;

    /** Returns whether it came for the first time. */
    synchronized boolean add(int number) {
        if (seen.get(number)) {
            return false;
        }
        if (seen.length() > number) {
            disordered++;
        }
        seen.set(number);
        return true;
    }

    synchronized int countBelow(int bound) {
        return seen.get(0, bound).cardinality();
    }

    synchronized int disordered() {
        return disordered;
    }
}

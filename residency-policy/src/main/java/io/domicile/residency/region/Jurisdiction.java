package io.domicile.residency.region;

import io.domicile.residency.IllegalIdException;

/** A legal territory such as {@code EU}. Data of the region catalogue, never derived from a region's name. */
public record Jurisdiction(String code) {

    private static final String FORM = "[A-Z]{2,8}";
    private static final int SHORTEST = 2;
    private static final int LONGEST = 8;

    /** @throws IllegalIdException if the code is not two to eight upper-case letters */
    public Jurisdiction {
        if (!isValid(code)) {
            throw new IllegalIdException("jurisdiction", FORM);
        }
    }

    @Override
    public String toString() {
        return code;
    }

    private static boolean isValid(String code) {
        if (code.length() < SHORTEST || code.length() > LONGEST) {
            return false;
        }
        for (int at = 0; at < code.length(); at++) {
            if (code.charAt(at) < 'A' || code.charAt(at) > 'Z') {
                return false;
            }
        }
        return true;
    }
}

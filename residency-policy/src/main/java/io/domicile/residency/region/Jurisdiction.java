package io.domicile.residency.region;

import io.domicile.residency.IllegalIdException;
import java.util.regex.Pattern;

/** A legal territory such as {@code EU}. Data of the region catalogue, never derived from a region's name. */
public record Jurisdiction(String code) {

    private static final String FORM = "[A-Z]{2,8}";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** @throws IllegalIdException if the code is not two to eight upper-case letters */
    public Jurisdiction {
        if (!PATTERN.matcher(code).matches()) {
            throw new IllegalIdException("jurisdiction", FORM);
        }
    }

    @Override
    public String toString() {
        return code;
    }
}

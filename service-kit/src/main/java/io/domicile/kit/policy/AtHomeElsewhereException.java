package io.domicile.kit.policy;

import io.domicile.residency.RegionId;

/** An organization that another region's policy claims. Nothing was written. */
public final class AtHomeElsewhereException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    AtHomeElsewhereException(RegionId home) {
        super(
                "the organization is at home in '" + home + "', by that region's policy; change it there, or release it"
                        + " there and say here that it moves",
                null);
    }
}

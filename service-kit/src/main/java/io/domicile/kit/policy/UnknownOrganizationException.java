package io.domicile.kit.policy;

/** An organization that this region's policy topic does not hold. */
public final class UnknownOrganizationException extends PolicyWriteException {

    private static final long serialVersionUID = 1L;

    UnknownOrganizationException() {
        super("this region's policy has no such organization; put its policy first", null);
    }
}

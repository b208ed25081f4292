package io.domicile.kit.policy;

/**
 * What a put may do besides changing the policy of an organization that is at home here or nowhere.
 *
 * @param isMove take it over from the region that claims it
 * @param epochAbove the new epoch is higher than this: for what this region has no mirror to learn from
 */
public record PutTerms(boolean isMove, long epochAbove) {

    /** Nothing. */
    public static final PutTerms ORDINARY = new PutTerms(false, 0);
}

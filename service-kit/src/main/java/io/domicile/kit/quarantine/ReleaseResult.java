package io.domicile.kit.quarantine;

import io.domicile.kit.setaside.SetAsidePosition;

/**
 * What a release did with one quarantined record, or in a dry run would have done.
 *
 * @param detail a topic or a reason; empty where the state says all
 */
public record ReleaseResult(SetAsidePosition position, ReleaseState state, String detail) {

    static ReleaseResult of(SetAsidePosition position, ReleaseState state) {
        return new ReleaseResult(position, state, "");
    }
}

package io.domicile.bridge.replay;

import io.domicile.kit.setaside.SetAsidePosition;

/**
 * What a replay did with one dead letter, or in a dry run would have done.
 *
 * @param detail a topic or a reason; empty where the state says all
 */
public record ReplayResult(SetAsidePosition position, ReplayState state, String detail) {

    static ReplayResult of(SetAsidePosition position, ReplayState state) {
        return new ReplayResult(position, state, "");
    }
}

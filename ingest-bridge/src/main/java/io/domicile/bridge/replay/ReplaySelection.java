package io.domicile.bridge.replay;

import io.domicile.kit.setaside.SetAsidePosition;
import java.util.SortedSet;

/** Which dead letters are to be replayed. */
public sealed interface ReplaySelection {

    /** Those at these positions. */
    record At(SortedSet<SetAsidePosition> positions) implements ReplaySelection {}

    /** All with this reason. */
    record Reason(String code) implements ReplaySelection {}

    record All() implements ReplaySelection {}

    default boolean takes(DeadLetter letter) {
        if (this instanceof At at) {
            return at.positions().contains(letter.position());
        }
        return !(this instanceof Reason reason) || reason.code().equals(letter.reason());
    }
}

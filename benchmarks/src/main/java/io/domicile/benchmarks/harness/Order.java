package io.domicile.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In what order things take their turns. */
public final class Order {

    private Order() {}

    /** Who begins changes from round to round, so that none always comes first or after the same one. */
    public static <T> List<T> rotated(List<T> list, int round) {
        List<T> rotated = new ArrayList<>(list);
        Collections.rotate(rotated, -round);
        return rotated;
    }
}

package io.domicile.replicator.rpo;

import java.time.Duration;
import java.util.Locale;

/** How much of a recovery point objective is used up. */
public enum RpoLevel {
    /** Less than half. */
    NORMAL(0),
    /** Half or more. */
    WARNING(50),
    /** Four fifths or more. */
    CRITICAL(80),
    /** All of it: what was promised does not hold now. */
    BREACHED(100);

    private static final long PERCENT = 100;

    private final long fromPercent;

    RpoLevel(long fromPercent) {
        this.fromPercent = fromPercent;
    }

    public static RpoLevel of(Duration exposure, Duration objective) {
        RpoLevel level = NORMAL;
        for (RpoLevel each : values()) {
            if (exposure.multipliedBy(PERCENT).compareTo(objective.multipliedBy(each.fromPercent)) >= 0) {
                level = each;
            }
        }
        return level;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

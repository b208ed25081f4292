package io.domicile.bridge.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The time before the next attempt to connect: 200 ms, doubled with every attempt in a row that did not last, bounded,
 * and spread by a quarter either way.
 */
final class ReconnectDelay {

    static final Duration FIRST = Duration.ofMillis(200);
    /** How long a connection must have lasted to count as a success. */
    static final Duration LASTING = Duration.ofSeconds(10);

    private static final double SPREAD = 0.25;
    private static final int MAX_DOUBLINGS = 20;

    private final Duration atMost;
    private final RandomGenerator random;
    private int inARow;

    ReconnectDelay(Duration atMost, RandomGenerator random) {
        this.atMost = atMost;
        this.random = random;
    }

    /** @param lasted how long the connection lasted that has just ended; zero for an attempt that failed */
    Duration after(Duration lasted) {
        if (lasted.compareTo(LASTING) >= 0) {
            inARow = 0;
        }
        long doubled = FIRST.toMillis() << Math.min(inARow, MAX_DOUBLINGS);
        inARow++;
        long millis = Math.min(doubled, atMost.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 + SPREAD * (2 * random.nextDouble() - 1))));
    }
}

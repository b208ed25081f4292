package io.domicile.benchmarks.bridge.measure;

import java.time.Duration;

/**
 * The time in which a load arrived, from the last look at which nothing had arrived to the first at which all had.
 *
 * @param arrived messages, duplicates included
 * @param cpu what the process used meanwhile, user and system
 */
public record Span(long arrived, Duration elapsed, Duration cpu) {

    public double messagesPerSecond() {
        return arrived * 1e9 / elapsed.toNanos();
    }

    public double cpuMicrosPerMessage() {
        return cpu.toNanos() / 1e3 / arrived;
    }
}

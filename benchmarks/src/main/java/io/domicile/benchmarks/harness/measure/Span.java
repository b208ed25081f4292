package io.domicile.benchmarks.harness.measure;

import java.time.Duration;

/**
 * The time in which a load arrived, warm-up left out.
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

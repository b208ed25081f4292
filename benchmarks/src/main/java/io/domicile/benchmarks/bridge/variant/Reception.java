package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.harness.measure.Arrivals;
import io.domicile.benchmarks.harness.measure.Latencies;
import io.domicile.benchmarks.harness.measure.Tally;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What {@link LimitProcess} received, and how it tells: {@code begin <run>}, {@code count}, {@code tally}. Thread-safe.
 */
final class Reception {

    private Arrivals arrivals = new Arrivals(0, Fleet.DEVICES);
    private long count;

    synchronized void add(byte[] payload, long nanoTime) {
        count++;
        arrivals.add(payload, nanoTime);
    }

    /** The line that answers a line. */
    synchronized String answer(String question) {
        if (question.startsWith("begin ")) {
            arrivals = new Arrivals(Integer.parseInt(question.substring("begin ".length())), Fleet.DEVICES);
            count = 0;
            return "begun";
        }
        return switch (question) {
            case "count" -> Long.toString(count);
            case "distinct" -> Integer.toString(arrivals.distinct());
            case "tally" -> describe(arrivals.tally());
            default -> "unknown question";
        };
    }

    static Tally parse(String description) {
        long[] numbers =
                Arrays.stream(description.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Tally(
                (int) numbers[0], (int) numbers[1], new Latencies(Arrays.copyOfRange(numbers, 2, numbers.length)));
    }

    private static String describe(Tally tally) {
        return tally.distinct() + " " + tally.duplicates() + " "
                + tally.latencies().stream().mapToObj(Long::toString).collect(Collectors.joining(" "));
    }
}

package io.domicile.benchmarks.harness.measure;

import java.util.Optional;

/**
 * What tells one message of the load from every other, as 38 ASCII characters that are found again in whatever form a
 * payload was stored: {@code @} run (6 digits) device (3) sequence (8) time (19) {@code @}.
 *
 * @param run 0 to 999999, the load it belongs to
 * @param device 0 to 999
 * @param sequence from 0 for each device and run
 * @param nanoTime when it was handed to the publishing client, or should have been, by the clock of {@link System#nanoTime()}, which all
 *     processes of one machine share
 */
public record Mark(int run, int device, int sequence, long nanoTime) {

    /** Bytes of every mark. */
    public static final int LENGTH = 38;

    private static final byte FENCE = '@';
    private static final int RUN = 1;
    private static final int DEVICE = RUN + 6;
    private static final int SEQUENCE = DEVICE + 3;
    private static final int TIME = SEQUENCE + 8;
    private static final int END = TIME + 19;

    /** The first mark in a payload. */
    public static Optional<Mark> find(byte[] payload) {
        for (int at = 0; at + LENGTH <= payload.length; at++) {
            if (payload[at] == FENCE && payload[at + END] == FENCE && isDigits(payload, at + RUN, at + END)) {
                return Optional.of(new Mark(
                        (int) number(payload, at + RUN, at + DEVICE),
                        (int) number(payload, at + DEVICE, at + SEQUENCE),
                        (int) number(payload, at + SEQUENCE, at + TIME),
                        number(payload, at + TIME, at + END)));
            }
        }
        return Optional.empty();
    }

    /** Writes the mark over the bytes from an index on. */
    public void writeTo(byte[] payload, int at) {
        payload[at] = FENCE;
        write(run, payload, at + RUN, at + DEVICE);
        write(device, payload, at + DEVICE, at + SEQUENCE);
        write(sequence, payload, at + SEQUENCE, at + TIME);
        write(nanoTime, payload, at + TIME, at + END);
        payload[at + END] = FENCE;
    }

    private static void write(long number, byte[] payload, int from, int to) {
        long rest = number;
        for (int at = to - 1; at >= from; at--) {
            payload[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (rest != 0) {
            throw new IllegalArgumentException(number + " has more than " + (to - from) + " digits");
        }
    }

    private static boolean isDigits(byte[] payload, int from, int to) {
        for (int at = from; at < to; at++) {
            if (payload[at] < '0' || payload[at] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] payload, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + (payload[at] - '0');
        }
        return number;
    }
}

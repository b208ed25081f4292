package io.domicile.cli.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A finite automaton (Aho and Corasick) that finds many byte patterns in one pass. What it has read so far is one
 * number, so input may come in chunks of any size. Immutable.
 *
 * <p>Bytes that occur in no pattern share one column of the transition table.
 */
final class PatternAutomaton {

    static final int START = 0;

    private static final int NONE = -1;

    private final int[] columnOf = new int[256];
    private final int columns;
    private final int longest;
    private final int afterZeros;
    private int[] next;
    private int[][] found;
    private int states = 1;

    PatternAutomaton(List<byte[]> patterns) {
        this.columns = assignColumns(patterns);
        this.longest =
                patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(0);
        this.next = new int[columns];
        this.found = new int[1][0];
        Arrays.fill(next, NONE);
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            insert(pattern, patterns.get(pattern));
        }
        complete();
        this.afterZeros = feed(START, new byte[longest], 0, longest, (pattern, end) -> {});
    }

    /** Learns of a pattern and of the index behind its last byte. */
    interface Sink {
        void found(int pattern, int end);
    }

    /** Reads on from a state; returns the state after the last byte. */
    int feed(int state, byte[] bytes, int from, int to, Sink sink) {
        int now = state;
        for (int at = from; at < to; at++) {
            now = next[now * columns + columnOf[bytes[at] & 0xff]];
            if (found[now].length > 0) {
                for (int pattern : found[now]) {
                    sink.found(pattern, at + 1);
                }
            }
        }
        return now;
    }

    /** As {@link #feed}, where every byte is known to be zero: as sparse files and preallocated ones have many. */
    int feedZeros(int state, byte[] zeros, int length, Sink sink) {
        int told = Math.min(length, longest);
        int now = feed(state, zeros, 0, told, sink);
        return told < length ? afterZeros : now;
    }

    private int assignColumns(List<byte[]> patterns) {
        int columnCount = 1;
        for (byte[] pattern : patterns) {
            for (byte one : pattern) {
                if (columnOf[one & 0xff] == 0) {
                    columnOf[one & 0xff] = columnCount++;
                }
            }
        }
        return columnCount;
    }

    private void insert(int pattern, byte[] bytes) {
        int state = START;
        for (byte one : bytes) {
            int cell = state * columns + columnOf[one & 0xff];
            if (next[cell] == NONE) {
                int added = addState();
                next[cell] = added;
            }
            state = next[cell];
        }
        found[state] = append(found[state], pattern);
    }

    private int addState() {
        if ((states + 1) * columns > next.length) {
            int capacity = 2 * states;
            int old = next.length;
            next = Arrays.copyOf(next, capacity * columns);
            Arrays.fill(next, old, next.length, NONE);
            int oldFound = found.length;
            found = Arrays.copyOf(found, capacity);
            for (int i = oldFound; i < capacity; i++) {
                found[i] = new int[0];
            }
        }
        return states++;
    }

    /** Breadth first: a missing transition is that of the longest proper suffix, which lies nearer to the start. */
    private void complete() {
        int[] suffix = new int[states];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int column = 0; column < columns; column++) {
            if (next[column] == NONE) {
                next[column] = START;
            } else {
                queue.add(next[column]);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int pattern : found[suffix[state]]) {
                found[state] = append(found[state], pattern);
            }
            for (int column = 0; column < columns; column++) {
                int cell = state * columns + column;
                int fallBack = next[suffix[state] * columns + column];
                if (next[cell] == NONE) {
                    next[cell] = fallBack;
                } else {
                    suffix[next[cell]] = fallBack;
                    queue.add(next[cell]);
                }
            }
        }
    }

    private static int[] append(int[] values, int value) {
        List<Integer> all = new ArrayList<>();
        for (int one : values) {
            all.add(one);
        }
        all.add(value);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}

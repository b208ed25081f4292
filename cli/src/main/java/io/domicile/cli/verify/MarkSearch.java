package io.domicile.cli.verify;

import io.domicile.cli.verify.MarkForms.Pattern;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Searches bytes for all marks and keeps account. For one thread. */
final class MarkSearch {

    private final List<Pattern> patterns = new ArrayList<>();
    private final PatternAutomaton automaton;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Map<String, Long>> sightings = new TreeMap<>();
    private long leaks;

    MarkSearch(Collection<Mark> marks) {
        for (Mark mark : marks) {
            if (sightings.put(mark.label(), new HashMap<>()) != null) {
                throw new IllegalArgumentException("two marks are called '" + mark.label() + "'");
            }
            patterns.addAll(MarkForms.of(mark));
        }
        this.automaton =
                new PatternAutomaton(patterns.stream().map(Pattern::bytes).toList());
    }

    /** One part of a record. */
    void search(String place, String file, Finding.Part part, long offset, ByteBuffer bytes) {
        byte[] array;
        int from;
        if (bytes.hasArray()) {
            array = bytes.array();
            from = bytes.arrayOffset() + bytes.position();
        } else {
            array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            from = 0;
        }
        automaton.feed(
                PatternAutomaton.START,
                array,
                from,
                from + bytes.remaining(),
                (pattern, end) -> seen(place, file, part, offset, patterns.get(pattern)));
    }

    /** Raw bytes that come in chunks. */
    RawSearch raw(String place, String file, long position) {
        return new RawSearch(place, file, position);
    }

    LeakReport report(Map<String, LeakReport.PlaceRead> places) {
        return new LeakReport(findings, leaks, places, sightings);
    }

    private void seen(String place, String file, Finding.Part part, long position, Pattern pattern) {
        Mark mark = pattern.mark();
        sightings.getOrDefault(mark.label(), new HashMap<>()).merge(place, 1L, Long::sum);
        if (mark.allowedIn().contains(place)) {
            return;
        }
        leaks++;
        if (findings.size() < LeakReport.MAX_FINDINGS) {
            findings.add(new Finding(place, file, part, position, mark.label(), pattern.form()));
        }
    }

    /** A run of raw bytes; a mark that is divided by the border of two chunks is found. */
    final class RawSearch {

        private final String place;
        private final String file;
        private long position;
        private int state = PatternAutomaton.START;

        private RawSearch(String place, String file, long position) {
            this.place = place;
            this.file = file;
            this.position = position;
        }

        void feed(byte[] chunk, int length, byte[] zeros) {
            PatternAutomaton.Sink sink =
                    (pattern, end) -> seen(place, file, Finding.Part.RAW, position + end, patterns.get(pattern));
            state = Arrays.equals(chunk, 0, length, zeros, 0, length)
                    ? automaton.feedZeros(state, zeros, length, sink)
                    : automaton.feed(state, chunk, 0, length, sink);
            position += length;
        }
    }
}

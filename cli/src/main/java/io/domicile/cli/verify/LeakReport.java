package io.domicile.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a scan read and found.
 *
 * @param findings the first {@value #MAX_FINDINGS}, in the order found
 * @param leaks how many there were in all
 * @param places what was read, by place
 * @param sightings how often each mark was seen, allowed or not: label to place to number
 */
public record LeakReport(
        List<Finding> findings, long leaks, Map<String, PlaceRead> places, Map<String, Map<String, Long>> sightings) {

    static final int MAX_FINDINGS = 1000;

    public LeakReport {
        findings = List.copyOf(findings);
        places = Map.copyOf(places);
        sightings = Map.copyOf(sightings);
    }

    /**
     * What was read of one place.
     *
     * @param bytes of all files, as stored
     * @param batches record batches read, decompressed where they were compressed
     * @param records in these batches
     * @param rawBytes bytes that are no record batch and were searched as they are
     * @param unreadable files whose batches could not be read as records, one text each; what they hold is not known
     */
    public record PlaceRead(
            long files, long bytes, long batches, long records, long rawBytes, List<String> unreadable) {

        public PlaceRead {
            unreadable = List.copyOf(unreadable);
        }
    }

    /** How often a mark was seen in a place, allowed or not. */
    public long sightings(String label, String place) {
        return sightings.getOrDefault(label, Map.of()).getOrDefault(place, 0L);
    }

    /** Why the scan proves nothing: places without a record, batches that could not be read. Empty for a good one. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (places.isEmpty()) {
            gaps.add("no place was searched");
        }
        if (sightings.isEmpty()) {
            gaps.add("no mark was searched for");
        }
        places.keySet().stream().sorted().forEach(place -> {
            PlaceRead read = places.getOrDefault(place, new PlaceRead(0, 0, 0, 0, 0, List.of()));
            if (read.records() == 0) {
                gaps.add(place + ": no record was found, so nothing was searched");
            }
            read.unreadable().forEach(file -> gaps.add(place + ": " + file));
        });
        return gaps;
    }

    /** Whether everything was read and no mark is where it may not be. */
    public boolean isClean() {
        return leaks == 0 && gaps().isEmpty();
    }
}

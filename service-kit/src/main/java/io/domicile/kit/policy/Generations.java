package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Generations by region, and the text {@code 1 eu-west=7 us-east=4} that keeps them; 1 is the text's version. */
final class Generations {

    private static final String VERSION = "1";

    private Generations() {}

    /** The higher generation of each region. */
    static Map<RegionId, Long> highest(Map<RegionId, Long> some, Map<RegionId, Long> others) {
        SortedMap<RegionId, Long> highest = sorted(some);
        others.forEach((region, generation) -> highest.merge(region, generation, Math::max));
        return highest;
    }

    /** Whether no generation is lower than, or missing of, the others. */
    static boolean cover(Map<RegionId, Long> some, Map<RegionId, Long> others) {
        return highest(some, others).equals(sorted(some));
    }

    static String format(Map<RegionId, Long> generations) {
        return VERSION
                + sorted(generations).entrySet().stream()
                        .map(entry -> " " + entry.getKey() + '=' + entry.getValue())
                        .collect(Collectors.joining());
    }

    /** The generations that the text keeps; empty where it is no such text. */
    static Optional<Map<RegionId, Long>> parse(String text) {
        String[] words = text.split(" ", -1);
        SortedMap<RegionId, Long> generations = sorted(Map.of());
        if (!words[0].equals(VERSION)) {
            return Optional.empty();
        }
        for (int at = 1; at < words.length; at++) {
            String[] sides = words[at].split("=", -1);
            Optional<RegionId> region = RegionId.parse(sides[0]);
            if (sides.length != 2 || region.isEmpty() || !sides[1].matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            generations.merge(region.get(), Long.parseLong(sides[1]), Math::max);
        }
        return Optional.of(generations);
    }

    private static SortedMap<RegionId, Long> sorted(Map<RegionId, Long> generations) {
        SortedMap<RegionId, Long> sorted = new TreeMap<>(Comparator.comparing(RegionId::value));
        sorted.putAll(generations);
        return sorted;
    }
}

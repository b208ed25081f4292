package io.domicile.it.process;

import io.domicile.cli.verify.Mark;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Marks of 128 bits by label, each with the places where it may be. None may be in what services log or expose. */
final class Canaries {

    static final String HOME = "home";
    static final String STANDBY = "standby";
    static final String SERVICES = "services";

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** The text of a mark that may be in these places, made where it is new. Fits an organization's id. */
    String mark(String label, String... places) {
        allowed.putIfAbsent(label, Set.of(places));
        return texts.computeIfAbsent(label, unused -> {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        });
    }

    List<Mark> all() {
        return texts.entrySet().stream()
                .map(mark -> Mark.ofText(mark.getKey(), mark.getValue(), allowed.getOrDefault(mark.getKey(), Set.of())))
                .toList();
    }
}

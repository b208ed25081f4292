package io.domicile.kit.kafka;

import java.util.Map;

/** Whether two ways to write a setting mean the same. */
final class ForcedValue {

    private static final String ACKS = "acks";
    private static final Map<String, String> ACKS_SYNONYMS = Map.of("all", "-1");

    private ForcedValue() {}

    static boolean same(String setting, Object forced, String other) {
        return canonical(setting, forced.toString()).equalsIgnoreCase(canonical(setting, other));
    }

    private static String canonical(String setting, String value) {
        String trimmed = value.trim();
        return setting.equals(ACKS) ? ACKS_SYNONYMS.getOrDefault(trimmed, trimmed) : trimmed;
    }
}

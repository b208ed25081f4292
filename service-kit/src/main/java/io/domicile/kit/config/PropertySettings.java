package io.domicile.kit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads properties such as {@code bridge.kafka."bootstrap.servers"} or {@code bridge.registry.urls[0]}. */
final class PropertySettings {

    private PropertySettings() {}

    static List<Setting> read(Map<String, String> properties) {
        List<Setting> settings = new ArrayList<>();
        properties.forEach((name, value) -> settings.add(new Setting(segments(name), value, "")));
        return settings;
    }

    /** The name's segments: dots separate them outside quotes, a position in brackets is a segment of its own. */
    static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        StringBuilder segment = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                take(segment, segments);
            } else if (c == '[' && !quoted) {
                take(segment, segments);
                segment.append(c);
            } else {
                segment.append(c);
            }
        }
        take(segment, segments);
        return segments;
    }

    private static void take(StringBuilder segment, List<String> segments) {
        if (segment.length() > 0) {
            segments.add(segment.toString());
            segment.setLength(0);
        }
    }
}

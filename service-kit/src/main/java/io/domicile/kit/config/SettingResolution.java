package io.domicile.kit.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches settings with the keys a mapping declares; what matches none is a problem. */
final class SettingResolution {

    private final ConfigKeys keys;
    private final Problems problems;
    private final Map<String, String> properties = new LinkedHashMap<>();

    SettingResolution(ConfigKeys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /** The properties as SmallRye Config names them; overrides win over the file. */
    Map<String, String> resolve(List<Setting> file, List<Setting> overrides) {
        for (Setting setting : file) {
            resolve(setting).ifPresent(name -> {
                if (properties.put(name, setting.value()) != null) {
                    problems.add(setting.spelled(), "set twice");
                }
            });
        }
        for (Setting setting : overrides) {
            resolve(setting).ifPresent(name -> {
                properties.keySet().removeIf(other -> other.startsWith(name + '['));
                properties.put(name, setting.value());
            });
        }
        return properties;
    }

    private Optional<String> resolve(Setting setting) {
        Optional<String> asWritten = propertyName(setting.path());
        if (asWritten.isPresent()) {
            return asWritten;
        }
        Optional<String> dotted = propertyName(splitDots(setting.path()));
        if (dotted.isEmpty()) {
            problems.add(setting.spelled(), unknown(setting));
        }
        return dotted;
    }

    private Optional<String> propertyName(List<String> path) {
        return keys.find(path).map(key -> key.propertyName(path));
    }

    private static List<String> splitDots(List<String> path) {
        List<String> segments = new ArrayList<>();
        path.forEach(segment -> segments.addAll(List.of(segment.split("\\."))));
        return segments;
    }

    private String unknown(Setting setting) {
        String where = setting.origin().isEmpty() ? "" : " (" + setting.origin() + ")";
        if (keys.isGroup(setting.path())) {
            return "needs keys below it, not a value" + where;
        }
        return "unknown key" + where
                + keys.closest(setting.path())
                        .map(key -> "; did you mean " + key + "?")
                        .orElse("");
    }
}

package io.domicile.kit.config;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key that a mapping declares, possibly a pattern: {@link #ANY} stands for a name the user chooses, {@link #INDEX}
 * for a position in a list.
 *
 * @param kind how the rest of a path and its value are read
 * @param type of the value, or of each value of a list
 */
record ConfigKey(List<String> segments, Kind kind, Type type) {

    static final String ANY = "*";
    static final String INDEX = "[*]";

    private static final Predicate<String> SECRET = Pattern.compile(
                    "password|secret|token|jaas|hmac|credential|private", Pattern.CASE_INSENSITIVE)
            .asPredicate();

    enum Kind {
        /** One value. */
        VALUE,
        /** Several values: a YAML sequence, or one text with commas. */
        LIST,
        /** A map from keys that may have dots to values: everything below the path is a key of it. */
        PASS_THROUGH
    }

    static ConfigKey value(List<String> segments, Type type, boolean listed) {
        return new ConfigKey(segments, listed ? Kind.LIST : Kind.VALUE, type);
    }

    static ConfigKey passThrough(List<String> segments) {
        return new ConfigKey(segments, Kind.PASS_THROUGH, String.class);
    }

    /** Whether a key whose name this is holds a secret. */
    static boolean isSecret(String key) {
        return SECRET.test(key);
    }

    boolean matches(List<String> path) {
        int deeper = path.size() - segments.size();
        return covers(path)
                && switch (kind) {
                    case VALUE -> deeper == 0;
                    case LIST -> deeper == 0 || (deeper == 1 && isIndex(path.get(path.size() - 1)));
                    case PASS_THROUGH -> deeper > 0;
                };
    }

    /** Whether the path is this key or lies below it. */
    boolean covers(List<String> path) {
        if (path.size() < segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!fits(segments.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether this key lies below the path. */
    boolean isBelow(List<String> path) {
        if (path.size() > segments.size() || (path.size() == segments.size() && kind != Kind.PASS_THROUGH)) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!fits(segments.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String declared, String actual) {
        return switch (declared) {
            case ANY -> !isIndex(actual);
            case INDEX -> isIndex(actual);
            default -> declared.equals(actual);
        };
    }

    private static boolean isIndex(String segment) {
        return segment.startsWith("[");
    }

    /** The name of the environment variable that sets the key with this path. */
    static String environmentName(List<String> path) {
        return String.join("_", path).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    boolean isPattern() {
        return segments.contains(ANY) || segments.contains(INDEX);
    }

    /** The path as SmallRye spells it: names with dots are quoted, the key of a pass-through map always is. */
    String propertyName(List<String> path) {
        int named = kind == Kind.PASS_THROUGH ? segments.size() : path.size();
        String name = spell(path.subList(0, named));
        return kind == Kind.PASS_THROUGH
                ? name + ".\"" + String.join(".", path.subList(named, path.size())) + '"'
                : name;
    }

    /** The path as people write it. */
    static String spell(List<String> path) {
        return path.stream()
                .map(segment -> segment.indexOf('.') >= 0 ? '"' + segment + '"' : segment)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}

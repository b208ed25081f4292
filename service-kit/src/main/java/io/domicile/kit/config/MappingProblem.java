package io.domicile.kit.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A problem that SmallRye Config reports, in words of ours and without the values of secrets. */
record MappingProblem(String key, String whatIsWrong) {

    private static final Pattern MISSING = Pattern.compile("SRCFG00014: The config property (.+?) is required.*");
    private static final Pattern EMPTY = Pattern.compile("SRCFG00040: The config property (.+?) is defined as .*");
    private static final Pattern CONVERSION = Pattern.compile(
            "SRCFG00039: The config property (.+?) with the config value \"(.*)\" threw an Exception whilst being"
                    + " converted ?(.*)",
            Pattern.DOTALL);
    private static final Pattern ALLOWED = Pattern.compile("allowed values: (.*)$");
    private static final int LONGEST_QUOTE = 80;

    static MappingProblem of(String message, ConfigKeys keys) {
        String text = message.substring(Math.max(0, message.indexOf("SRCFG")));
        Matcher missing = MISSING.matcher(text);
        if (missing.matches()) {
            return new MappingProblem(missing.group(1), "required, but not set");
        }
        Matcher empty = EMPTY.matcher(text);
        if (empty.matches()) {
            return new MappingProblem(empty.group(1), "required, but empty");
        }
        Matcher conversion = CONVERSION.matcher(text);
        if (conversion.matches()) {
            String key = conversion.group(1);
            return new MappingProblem(
                    key, quote(key, conversion.group(2)) + " is " + expectation(key, conversion.group(3), keys));
        }
        return new MappingProblem("", text);
    }

    void addTo(Problems problems) {
        problems.add(key, whatIsWrong);
    }

    private static String quote(String key, String value) {
        return ConfigKey.isSecret(key) || value.length() > LONGEST_QUOTE ? "the value" : "'" + value + "'";
    }

    private static String expectation(String key, String cause, ConfigKeys keys) {
        Matcher allowed = ALLOWED.matcher(cause);
        if (allowed.find()) {
            return "not one of " + allowed.group(1).replace(",", ", ");
        }
        if (!cause.isEmpty() && !cause.startsWith("SRCFG")) {
            return cause;
        }
        return keys.find(PropertySettings.segments(key))
                .map(ConfigKey::type)
                .map(MappingProblem::expectation)
                .orElse("not valid");
    }

    private static String expectation(java.lang.reflect.Type type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "not a whole number";
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "not a number";
        }
        return type instanceof Class<?> known ? "not a valid " + known.getSimpleName() : "not valid";
    }
}

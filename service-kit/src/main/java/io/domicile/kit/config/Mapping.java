package io.domicile.kit.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns properties into a mapping's instance with SmallRye Config. */
final class Mapping {

    private static final int ORDINAL = 100;
    /** Above the built-in converters. */
    private static final int PRIORITY = 200;

    private Mapping() {}

    /** The instance; what is missing or does not convert is added to the problems and thrown with them. */
    static <T> T map(Class<T> type, Map<String, String> properties, ConfigKeys keys, Problems problems) {
        try {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(properties, "settings", ORDINAL))
                    .withInterceptors(new AbsentGroups(keys.optionalGroups(), properties.keySet()))
                    .withConverter(Duration.class, PRIORITY, Durations::parse)
                    .withConverter(Boolean.class, PRIORITY, Mapping::strictBoolean)
                    .withValidateUnknown(false)
                    .withMapping(type)
                    .build()
                    .getConfigMapping(type);
        } catch (ConfigValidationException invalid) {
            for (int i = 0; i < invalid.getProblemCount(); i++) {
                MappingProblem.of(invalid.getProblem(i).getMessage(), keys).addTo(problems);
            }
            problems.throwIfAny();
            throw new IllegalStateException("a mapping failed without a problem", invalid);
        }
    }

    private static @Nullable Boolean strictBoolean(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}

package io.domicile.cli;

import io.domicile.kit.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as the configuration files have it, such as {@code 500ms}, {@code 60s} or {@code 10m}. */
public final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 60s or 10m");
        }
    }
}

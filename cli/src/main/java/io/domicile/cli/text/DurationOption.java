package io.domicile.cli.text;

import io.domicile.kit.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as an option. */
public final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException noDuration) {
            throw new TypeConversionException("'" + text + "' is " + noDuration.getMessage());
        }
    }
}

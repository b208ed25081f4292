package io.domicile.cli.text;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as an option. */
public final class TimeOption implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noTime) {
            throw new TypeConversionException("'" + text + "' is not a time such as 2026-01-06T10:00:00Z");
        }
    }
}

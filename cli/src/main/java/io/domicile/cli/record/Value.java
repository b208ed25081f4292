package io.domicile.cli.record;

import io.domicile.cli.UsageException;
import io.domicile.cli.connection.PropertiesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the value of a record comes from: exactly one of the three is given. */
final class Value {

    @Option(
            names = "--json",
            required = true,
            paramLabel = "<json>",
            description = "The value; bytes are base64, times ISO 8601.")
    private @Nullable String json;

    @Option(names = "--file", required = true, paramLabel = "<file>", description = "File with the value as JSON.")
    private @Nullable Path file;

    @Option(
            names = "--tombstone",
            required = true,
            description = "No value: deletes the entity, here and at the standbys.")
    private boolean tombstone;

    /** The JSON, or empty for a tombstone. */
    Optional<String> json() {
        if (file == null) {
            return tombstone ? Optional.empty() : Optional.ofNullable(json);
        }
        try {
            return Optional.of(Files.readString(PropertiesFile.requireFile(file)));
        } catch (IOException unreadable) {
            throw new UsageException("'" + file + "' cannot be read as text");
        }
    }
}

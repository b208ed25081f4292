package io.domicile.cli.service;

import io.domicile.cli.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of secrets as container platforms mount it: each file holds one value, and its name is the environment
 * variable that would set it. Unlike the environment, nobody sees them who lists processes or inspects containers.
 */
final class SecretFiles {

    private SecretFiles() {}

    /**
     * The environment with what the folder holds over it. Hidden files and folders are passed over; line ends at the end
     * of a value do not belong to it.
     *
     * @throws UsageException if the folder or one of its files cannot be read
     */
    static Map<String, String> over(Map<String, String> environment, @Nullable Path folder) {
        if (folder == null) {
            return environment;
        }
        Map<String, String> all = new HashMap<>(environment);
        for (Path file : files(folder)) {
            all.put(file.getFileName().toString(), value(file));
        }
        return all;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("no such folder: '" + folder + "'");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UsageException("folder '" + folder + "' cannot be read");
        }
    }

    private static String value(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            return text.substring(0, end);
        } catch (IOException unreadable) {
            throw new UsageException("'" + file + "' cannot be read as text");
        }
    }
}

package io.domicile.cli.connection;

import io.domicile.cli.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Files that a person names on the command line. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /** @throws UsageException if there is no such file or it cannot be read */
    public static Map<String, String> read(Path file) {
        requireFile(file);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UsageException("'" + file + "' cannot be read as a properties file");
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** @throws UsageException if there is no such file */
    public static Path requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("no such file: '" + file + "'");
        }
        return file;
    }
}

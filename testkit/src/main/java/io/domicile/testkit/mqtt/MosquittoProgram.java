package io.domicile.testkit.mqtt;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where mosquitto is installed, and its configuration file. */
final class MosquittoProgram {

    /** Services lie outside the path of users who do not administer the system. */
    private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    private MosquittoProgram() {}

    static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path), USUAL.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Path writeConfiguration(Path directory, String host, int port, MosquittoOptions options) {
        List<String> lines = new ArrayList<>(List.of(
                // Started by root it would give up its rights, and with them the directory
                "user " + System.getProperty("user.name"),
                "max_queued_messages 0",
                "max_inflight_messages 0",
                "log_type error",
                "log_type warning",
                "persistence " + options.persistent(),
                "persistence_location " + directory + '/',
                "listener " + port + ' ' + host,
                "allow_anonymous true"));
        lines.addAll(options.configuration());
        try {
            return Files.write(directory.resolve("mosquitto.conf"), lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

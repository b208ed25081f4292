package io.domicile.testkit.registry;

import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command line that runs an unpacked Apicurio Registry. */
final class RegistryCommand {

    private RegistryCommand() {}

    static List<String> of(Path home, int port) {
        return WatchedCommand.of(
                "quarkus.http.port",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        runner(home).toString()));
    }

    private static Path runner(Path home) {
        if (!Files.isDirectory(home)) {
            throw new IllegalStateException("no schema registry unpacked at " + home);
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no schema registry unpacked at " + home));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

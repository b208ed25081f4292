package io.domicile.testkit.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line that runs an unpacked Apicurio Registry. */
final class RegistryCommand {

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Becomes the registry itself ({@code exec} keeps the process id) and leaves a watcher behind that ends it when the
     * pipe on descriptor 3 closes, that is, when the JVM that started it is gone. The watcher makes sure that the process
     * id is still the registry's.
     */
    private static final String BECOME_AND_WATCH = "exec 3<&0 </dev/null; "
            + "( read -r unused <&3; "
            + "  if [ -r /proc/$$/cmdline ]; then grep -q quarkus.http.port /proc/$$/cmdline && kill -9 $$; "
            + "  else ps -o command= -p $$ | grep -q quarkus.http.port && kill -9 $$; fi ) & "
            + "exec 3<&-; exec \"$@\"";

    private RegistryCommand() {}

    static List<String> of(Path home, int port) {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runner(home).toString());
        if (!Files.isExecutable(SHELL)) {
            return java;
        }
        List<String> watched = new ArrayList<>(List.of(SHELL.toString(), "-c", BECOME_AND_WATCH, "registry"));
        watched.addAll(java);
        return watched;
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

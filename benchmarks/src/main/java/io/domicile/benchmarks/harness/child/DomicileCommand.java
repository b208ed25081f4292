package io.domicile.benchmarks.harness.child;

import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The {@code domicile} command of a checkout, which starts services as their users start them. */
public final class DomicileCommand {

    private final Path home;
    private final Path work;

    /**
     * @param home the folder of the command
     * @param work where configurations are written
     */
    public DomicileCommand(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /**
     * Starts a service.
     *
     * @param service the subcommand
     * @param yaml its configuration file
     * @param javaOptions further options of its JVM, such as a profiler's; empty for none
     * @param log receives its output
     */
    public ChildProcess start(String service, String yaml, String javaOptions, Path log) {
        Path configuration = work.resolve(service + ".yaml");
        try {
            Files.writeString(configuration, yaml);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        List<String> command =
                List.of(home.resolve("domicile").toString(), service, "--config", configuration.toString());
        return ChildProcess.silent(
                "the " + service,
                WatchedCommand.of(configuration.toString(), command),
                Map.of("DOMICILE_JAVA_OPTS", javaOptions),
                log);
    }
}

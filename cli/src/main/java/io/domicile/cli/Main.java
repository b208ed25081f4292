package io.domicile.cli;

import java.util.List;
import java.util.Set;

/** The entry point of the process. */
public final class Main {

    private static final String LOGBACK = "logback.configurationFile";
    private static final Set<String> LOGGING = Set.of("bridge", "router", "replicator", "demo");

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOGBACK) == null) {
            boolean logs = arguments.length > 0
                    && LOGGING.contains(arguments[0])
                    && !List.of(arguments).contains("resume");
            // Named, because libraries on the demo's class path bring a logback.xml of their own. A command that
            // answers and ends says what is wrong in one line; clients' warnings would bury it.
            System.setProperty(LOGBACK, "io/domicile/cli/logback-" + (logs ? "service" : "quiet") + ".xml");
        }
        System.exit(Domicile.commandLine(System.getenv()).execute(arguments));
    }
}

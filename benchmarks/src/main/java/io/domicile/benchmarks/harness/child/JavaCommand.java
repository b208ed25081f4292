package io.domicile.benchmarks.harness.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of child processes that run Java, with the JDK of this process. */
public final class JavaCommand {

    /** The heap of every variant, as {@code domicile} gives it to a service, too. */
    public static final String VARIANT_MEMORY = "-Xmx512m";

    private JavaCommand() {}

    /** A main class of this class path. */
    public static List<String> ofThisClassPath(String memory, Class<?> main, List<String> arguments) {
        return ofThisClassPath(List.of(memory), main, arguments);
    }

    /** A main class of this class path, with these options of the JVM. */
    public static List<String> ofThisClassPath(List<String> options, Class<?> main, List<String> arguments) {
        List<String> all = new ArrayList<>(options);
        all.add("-Dlogback.configurationFile=io/domicile/cli/logback-quiet.xml");
        return of(all, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    public static List<String> of(List<String> options, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }
}

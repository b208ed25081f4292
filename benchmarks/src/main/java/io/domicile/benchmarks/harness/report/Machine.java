package io.domicile.benchmarks.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine and the programs under which numbers came about. */
public final class Machine {

    /** What stands for a version that nobody tells. */
    public static final String UNKNOWN = "version unknown";

    private Machine() {}

    /** Cores, processor and operating system, as a line of facts. */
    public static String describe() {
        return "Machine: %d cores (%s), %s %s, shared by brokers, variant and this command"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    /** The JDK and what variants were given, as a line of facts. */
    public static String describeJava() {
        return "JDK %s; every variant with -Xmx512m unless it is said otherwise, all else as the JVM chooses"
                .formatted(System.getProperty("java.vm.version"));
    }

    /** The version of an artifact on this process's class path. */
    public static String version(String artifact) {
        return version(System.getProperty("java.class.path"), artifact);
    }

    /** The version in the name of a jar, such as 4.3.1 of {@code kafka-clients-4.3.1.jar}. */
    public static String version(String classPath, String artifact) {
        Matcher matcher = Pattern.compile("(?:^|[/:])" + Pattern.quote(artifact) + "-(\\d[^/:]*)\\.jar")
                .matcher(classPath);
        return matcher.find() ? matcher.group(1) : UNKNOWN;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown model");
        } catch (IOException unreadable) {
            return "unknown model";
        }
    }
}

package io.domicile.demo.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of this process and its children, where the system tells it under {@code /proc}. */
public final class ProcessMemory {

    private static final String RESIDENT = "VmRSS:";

    private ProcessMemory() {}

    /** One line for a person. */
    public static String describe() {
        OptionalLong own = residentMebibytes(ProcessHandle.current().pid());
        if (own.isEmpty()) {
            long heap = Runtime.getRuntime().totalMemory() >> 20;
            return "memory: " + heap + " MiB of heap in this process; the system tells no more";
        }
        long children = ProcessHandle.current()
                .descendants()
                .mapToLong(child -> residentMebibytes(child.pid()).orElse(0))
                .sum();
        return "memory: %d MiB resident in this process, %d MiB in the three registries, %d MiB together"
                .formatted(own.getAsLong(), children, own.getAsLong() + children);
    }

    private static OptionalLong residentMebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst();
        } catch (IOException notTold) {
            return OptionalLong.empty();
        }
    }
}

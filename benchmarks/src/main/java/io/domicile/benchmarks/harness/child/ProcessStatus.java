package io.domicile.benchmarks.harness.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What Linux says of a running process in {@code /proc}. */
public final class ProcessStatus {

    /** Linux counts processor time in hundredths of a second for everything that runs on it, whatever its kernel does. */
    private static final long TICK_NANOS = 10_000_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Path directory;

    public ProcessStatus(long processId) {
        this.directory = Path.of("/proc", Long.toString(processId));
    }

    /** Processor time used so far by all threads, user and system, in steps of 10 ms. */
    public Duration cpu() {
        return cpuOf(read("stat"));
    }

    /** The most memory that was resident at once, in bytes. */
    public long peakResident() {
        return peakResidentOf(read("status").lines().toList());
    }

    static Duration cpuOf(String stat) {
        // The second field is the program's name in parentheses, and may itself hold both spaces and parentheses
        int nameEnd = stat.lastIndexOf(')');
        String[] fields = stat.substring(nameEnd + 1).trim().split(" ");
        if (nameEnd < 0 || fields.length <= SYSTEM_TIME) {
            throw new IllegalArgumentException("not the form of /proc/<pid>/stat");
        }
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        return Duration.ofNanos(ticks * TICK_NANOS);
    }

    static long peakResidentOf(List<String> status) {
        String line = status.stream()
                .filter(candidate -> candidate.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no VmHWM in /proc/<pid>/status"));
        String[] parts = line.substring("VmHWM:".length()).trim().split(" +");
        if (parts.length != 2 || !parts[1].equals("kB")) {
            throw new IllegalArgumentException("VmHWM is not in kB in /proc/<pid>/status");
        }
        return Long.parseLong(parts[0]) * 1024;
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            throw new UncheckedIOException("the process has no " + file + " any more", gone);
        }
    }
}

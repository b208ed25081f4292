package io.domicile.benchmarks.router.variant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Whether the variants' processes are profiled by the JDK's flight recorder, and what its samples say. */
public enum Profile {
    OFF,
    ON;

    private static final int ROWS = 30;
    private static final String OURS = "io.domicile.";

    String javaOptions(Trial trial) {
        return switch (this) {
            case OFF -> "";
            case ON -> "-XX:StartFlightRecording=settings=profile,filename=" + recording(trial);
        };
    }

    /** Where the samples of the ended process went, line by line; none where it was not profiled. */
    public List<String> summary(Trial trial) {
        return switch (this) {
            case OFF -> List.of();
            case ON -> summaryOf(recording(trial));
        };
    }

    private static Path recording(Trial trial) {
        return Path.of(trial.log() + ".jfr");
    }

    private static List<String> summaryOf(Path file) {
        Map<String, Integer> executing = new HashMap<>();
        Map<String, Integer> ours = new HashMap<>();
        Map<String, Integer> threads = new HashMap<>();
        int samples = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
                    continue;
                }
                samples++;
                String thread = event.getThread("sampledThread").getJavaName();
                threads.merge(thread == null ? "other" : thread.replaceAll("[0-9a-f-]{36}", "<id>"), 1, Integer::sum);
                List<RecordedFrame> frames = event.getStackTrace().getFrames();
                if (!frames.isEmpty()) {
                    executing.merge(name(frames.get(0).getMethod()), 1, Integer::sum);
                }
                namesOfOurs(frames).forEach(name -> ours.merge(name, 1, Integer::sum));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a recording cannot be read", unreadable);
        }
        List<String> lines = new ArrayList<>();
        lines.add(samples + " samples");
        table(lines, "by thread", threads, samples);
        table(lines, "executing", executing, samples);
        table(lines, "Domicile's, with all they call", ours, samples);
        return lines;
    }

    private static Set<String> namesOfOurs(List<RecordedFrame> frames) {
        Set<String> names = new LinkedHashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame.getMethod());
            if (name.startsWith(OURS)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + '.' + method.getName();
    }

    private static void table(List<String> lines, String title, Map<String, Integer> counts, int samples) {
        lines.add(title + ':');
        counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                        .reversed())
                .limit(ROWS)
                .map(entry -> "  %5.1f %%  %s".formatted(100.0 * entry.getValue() / samples, entry.getKey()))
                .forEach(lines::add);
    }
}

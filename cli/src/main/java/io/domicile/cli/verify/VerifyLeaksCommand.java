package io.domicile.cli.verify;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile verify leaks}. */
@Command(
        name = "leaks",
        description = "Searches the bytes of brokers' log directories for marks that may not be there.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Every file is read. Log segments are read record by record, decompressed, aborted",
            "transactions included. Each mark is searched plain, as base64, as hex and as UTF-16.",
            "Marks are never printed. Status 1 where one is found, where nothing could be searched, and",
            "where a mark is not even seen in the regions of --allowed-in: then it may never have been planted.",
            "",
            "Example:",
            "  domicile verify leaks --log-dir eu-west=/data/eu-west --log-dir us-east=/data/us-east \\",
            "      --mark 'planted-8f3a1c' --allowed-in eu-west"
        })
final class VerifyLeaksCommand implements Callable<Integer> {

    @Option(
            names = "--log-dir",
            required = true,
            paramLabel = "<region>=<directory>",
            description = "A region and a log directory of its brokers; repeat for each region.")
    private Map<String, Path> directories = new LinkedHashMap<>();

    @Option(
            names = "--mark",
            required = true,
            paramLabel = "<text>",
            description = "Text that was planted in records, at least 6 bytes; repeat for each.")
    private List<String> texts = List.of();

    @Option(
            names = "--allowed-in",
            paramLabel = "<region>",
            description = "A region of --log-dir where the marks may be; repeat for each.")
    private List<String> allowedIn = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Mark> marks = marks();
        LeakReport report = new LeakScan(marks).scan(checkedDirectories());
        List<String> gaps = new ArrayList<>(report.gaps());
        marks.stream()
                .filter(mark -> isUnseen(mark, report))
                .forEach(mark ->
                        gaps.add(mark.label() + ": not seen where it is allowed, so its absence proves nothing"));
        PrintWriter out = spec.commandLine().getOut();
        new TreeMap<>(report.places())
                .forEach((place, read) -> out.println(place + ": " + read.files() + " files, "
                        + read.bytes() + " bytes, " + read.batches() + " batches, " + read.records() + " records, "
                        + read.rawBytes() + " bytes searched raw"));
        report.findings().forEach(finding -> out.println("LEAK " + finding));
        gaps.forEach(gap -> out.println("GAP " + gap));
        out.println(report.leaks() + " leaks, " + gaps.size() + " gaps");
        return report.isClean() && gaps.isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static boolean isUnseen(Mark mark, LeakReport report) {
        return !mark.allowedIn().isEmpty()
                && mark.allowedIn().stream().allMatch(place -> report.sightings(mark.label(), place) == 0);
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (String text : texts) {
            String label = "mark " + (marks.size() + 1);
            try {
                marks.add(Mark.ofText(label, text, Set.copyOf(allowedIn)));
            } catch (IllegalArgumentException tooShort) {
                throw new UsageException("--mark: " + tooShort.getMessage());
            }
        }
        return marks;
    }

    private Map<String, Path> checkedDirectories() {
        directories.forEach((place, directory) -> {
            if (!Files.isDirectory(directory)) {
                throw new UsageException("--log-dir " + place + ": no such directory: '" + directory + "'");
            }
        });
        for (String place : allowedIn) {
            if (!directories.containsKey(place)) {
                throw new UsageException("--allowed-in '" + place + "' is no region of --log-dir");
            }
        }
        return directories;
    }
}

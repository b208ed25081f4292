package io.domicile.demo.verdict;

import io.domicile.cli.verify.LeakReport;
import io.domicile.cli.verify.LeakScan;
import io.domicile.cli.verify.Mark;
import io.domicile.demo.cast.MarkedData;
import io.domicile.demo.cast.Marks;
import io.domicile.demo.world.Regions;
import io.domicile.residency.RegionId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks for every mark in the bytes of every file that the three Kafka brokers keep. */
public final class LeakCheck {

    private LeakCheck() {}

    /**
     * Two lines: no mark is where it may not be, and every mark was seen wherever it has to be, without which the first
     * would prove nothing.
     */
    public static List<Line> of(Regions regions, Marks marks) throws IOException {
        Map<String, Path> places = new HashMap<>();
        for (EmbeddedRegion region : regions.all()) {
            places.put(region.id().value(), region.kafka().logDirectory());
        }
        LeakReport report =
                new LeakScan(marks.all().stream().map(LeakCheck::mark).toList()).scan(places);
        return List.of(leaked(report), seen(report, marks));
    }

    private static Line leaked(LeakReport report) {
        String found = report.leaks() == 0
                ? "0 " + read(report)
                : report.leaks() + ", first: " + report.findings().get(0);
        return new Line("leaked: marks where they may not be, in the brokers' files", "0", found, report.leaks() == 0);
    }

    private static Line seen(LeakReport report, Marks marks) {
        long expected =
                marks.all().stream().mapToLong(data -> data.allowed().size()).sum();
        long found = marks.all().stream()
                .mapToLong(data -> data.allowed().stream()
                        .filter(region -> report.sightings(label(data), region.value()) > 0)
                        .count())
                .sum();
        List<String> gaps = report.gaps();
        return new Line(
                "  marks seen where they have to be",
                Long.toString(expected),
                found + (gaps.isEmpty() ? "" : ", but " + String.join("; ", gaps)),
                found == expected && gaps.isEmpty());
    }

    private static String read(LeakReport report) {
        long bytes = report.places().values().stream()
                .mapToLong(LeakReport.PlaceRead::bytes)
                .sum();
        long records = report.places().values().stream()
                .mapToLong(LeakReport.PlaceRead::records)
                .sum();
        return "(in " + records + " records, " + (bytes >> 20) + " MiB of files)";
    }

    private static Mark mark(MarkedData data) {
        return Mark.ofText(
                label(data),
                data.mark(),
                data.allowed().stream().map(RegionId::value).collect(Collectors.toSet()));
    }

    private static String label(MarkedData data) {
        return data.organization().value() + ' ' + data.dataClass().id();
    }
}

package io.domicile.cli.quarantine;

import io.domicile.cli.UsageException;
import io.domicile.cli.text.TimeOption;
import io.domicile.kit.quarantine.QuarantineFilter;
import io.domicile.kit.setaside.SetAsidePosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which quarantined records a command is about: those for which everything that is given holds. */
final class FilterOptions {

    @Option(
            names = "--at",
            paramLabel = "<partition:offset>",
            description = "At this position, as 'quarantine list' shows it. May be given several times.")
    private List<String> at = List.of();

    @Option(names = "--partition", paramLabel = "<n>", description = "In this partition.")
    private @Nullable Integer partition;

    @Option(names = "--from-offset", paramLabel = "<n>", description = "At this offset or behind it.")
    private @Nullable Long fromOffset;

    @Option(names = "--until-offset", paramLabel = "<n>", description = "Before this offset.")
    private @Nullable Long untilOffset;

    @Option(
            names = "--since",
            converter = TimeOption.class,
            paramLabel = "<time>",
            description = "Of this time or later, such as 2026-01-06T10:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", converter = TimeOption.class, paramLabel = "<time>", description = "Before this time.")
    private @Nullable Instant until;

    @Option(names = "--reason", paramLabel = "<code>", description = "With this reason.")
    private @Nullable String reason;

    boolean isEmpty() {
        return at.isEmpty()
                && partition == null
                && fromOffset == null
                && untilOffset == null
                && since == null
                && until == null
                && reason == null;
    }

    /** @throws UsageException if a position, partition or offset cannot be one */
    QuarantineFilter filter() {
        SortedSet<SetAsidePosition> positions = new TreeSet<>();
        for (String text : at) {
            positions.add(SetAsidePosition.parse(text)
                    .orElseThrow(() -> new UsageException("--at: '" + text + "' is not <partition>:<offset>")));
        }
        return new QuarantineFilter(
                positions,
                partition == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.toIntExact(natural("--partition", partition))),
                fromOffset == null ? 0 : natural("--from-offset", fromOffset),
                untilOffset == null ? Long.MAX_VALUE : natural("--until-offset", untilOffset),
                since == null ? Instant.MIN : since,
                until == null ? Instant.MAX : until,
                Optional.ofNullable(reason));
    }

    private static long natural(String option, long number) {
        if (number < 0) {
            throw new UsageException(option + ": " + number + " is less than 0");
        }
        return number;
    }
}

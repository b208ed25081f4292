package io.domicile.cli.quarantine;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.cli.text.DurationOption;
import io.domicile.cli.text.TimeOption;
import io.domicile.kit.quarantine.PurgeRange;
import io.domicile.kit.quarantine.QuarantinePurger;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code domicile quarantine purge}. */
@Command(
        name = "purge",
        description = "Removes old records from quarantine for good, and leaves evidence of it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Of each partition the records before the first that is not older are removed, released ones and",
            "their marks with them. An audit entry with the range and the counts is written before. Without",
            "--yes it says what it would do.",
            "",
            "Example:",
            "  domicile quarantine purge --before 7d --region eu-west --yes \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class QuarantinePurgeCommand implements Callable<Integer> {

    @Option(
            names = "--before",
            required = true,
            converter = BeforeOption.class,
            paramLabel = "<time>|<duration>",
            description = "Older than this: a time such as 2026-01-06T10:00:00Z, or so long ago, such as 7d.")
    @SuppressWarnings("NullAway.Init")
    private Instant before;

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    @Mixin
    private final RegionTool tool = new RegionTool();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (before.isAfter(InstantSource.system().instant())) {
            throw new UsageException("--before: a time to come would remove what is not there yet");
        }
        PrintWriter out = spec.commandLine().getOut();
        QuarantinePurger purger = new QuarantinePurger(tool.region(), tool.clients(), InstantSource.system());
        List<PurgeRange> plan = purger.plan(before);
        if (yes) {
            purger.purge(plan, before, registry.connect(), range -> out.println(text(range)));
        } else {
            plan.forEach(range -> out.println(text(range)));
        }
        long records = plan.stream().mapToLong(PurgeRange::count).sum();
        out.println((yes ? "removed " : "nothing removed; --yes would remove ") + records + " records");
        out.flush();
        return ExitStatus.SUCCESS;
    }

    private static String text(PurgeRange range) {
        String reasons = range.reasons().entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
        return "partition=" + range.partition() + " from=" + range.from() + " to=" + range.to() + " records="
                + range.count() + " released=" + range.released() + " " + reasons;
    }

    /** A time, or a duration before now. */
    static final class BeforeOption implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.contains(":")
                        ? new TimeOption().convert(text)
                        : InstantSource.system().instant().minus(new DurationOption().convert(text));
            } catch (TypeConversionException neither) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a time such as 2026-01-06T10:00:00Z nor a duration such as 7d");
            }
        }
    }
}

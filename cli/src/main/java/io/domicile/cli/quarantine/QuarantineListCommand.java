package io.domicile.cli.quarantine;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.kit.quarantine.QuarantineFilter;
import io.domicile.kit.quarantine.QuarantineListing;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile quarantine list}. */
@Command(
        name = "list",
        description = "Lists the records that policy blocks, partition by partition, oldest first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A line holds partition:offset, the record's time, state (waiting, released, reference-only),",
            "reason, class, where it was blocked (a topic, or mqtt) and the bytes of its value. Keys and",
            "payloads are never shown. Reads nothing away.",
            "",
            "Example:",
            "  domicile quarantine list --reason unknown-organization --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091"
        })
final class QuarantineListCommand implements Callable<Integer> {

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Option(
            names = "--limit",
            defaultValue = "9223372036854775807",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "<n>",
            description = "Ends after so many.")
    private long limit;

    @Option(names = "--json", description = "Prints one JSON object a line.")
    private boolean json;

    @Option(names = "--show-organization", description = "Shows the organizations' ids too.")
    private boolean showOrganization;

    @Mixin
    private final RegionTool tool = new RegionTool();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit: " + limit + " is less than 1");
        }
        QuarantineFilter filter = filters.filter();
        QuarantineText text = new QuarantineText(showOrganization);
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong printed = new AtomicLong();
        try {
            new QuarantineListing(tool.clients()).read(filter, record -> {
                out.println(json ? text.json(record) : text.line(record));
                return printed.incrementAndGet() < limit;
            });
        } finally {
            out.flush();
        }
        return ExitStatus.SUCCESS;
    }
}

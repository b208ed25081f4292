package io.domicile.cli.lag;

import io.domicile.cli.DurationOption;
import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.PropertiesFile;
import io.domicile.kit.service.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile lag}. */
@Command(
        name = "lag",
        description = "Shows how far replication is behind, as the links themselves tell.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "'-' is what is not known; it never means 0. Status 1 where a link does not answer, is stalled or",
            "halted, or has broken the recovery point objective of a tier. With --watch: what was seen last.",
            "",
            "Example:",
            "  domicile lag --url http://127.0.0.1:8083 --token-file token.txt --watch"
        })
public final class LagCommand implements Callable<Integer> {

    private static final String REDRAW = "\u001b[H\u001b[2J";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "<url>",
            description = "Where a replicator serves its status; repeat for each link.")
    private List<String> urls = List.of();

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "<file>",
            description = "File whose first line is the links' replicator.admin.token.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path tokenFile;

    @Option(names = "--organization", paramLabel = "<id>", description = "Tells of one organization only.")
    private @Nullable String organization;

    @Option(names = "--watch", description = "Asks again and again, and draws the answers anew, until SIGINT.")
    private boolean isWatching;

    @Option(
            names = "--interval",
            paramLabel = "<duration>",
            converter = DurationOption.class,
            defaultValue = "1s",
            description = "Between two questions of --watch. Default: ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ofSeconds(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, LagClient> links = links(token());
        PrintWriter out = spec.commandLine().getOut();
        LagTable table = ask(links);
        if (isWatching) {
            StopRequest stop = StopRequest.ofSignals();
            do {
                out.print(REDRAW);
                print(table, out);
                table = ask(links);
            } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        }
        print(table, out);
        return table.isWell() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static LagTable ask(Map<String, LagClient> links) throws InterruptedException {
        LagTable table = new LagTable();
        for (Map.Entry<String, LagClient> link : links.entrySet()) {
            table.add(link.getKey(), link.getValue().ask());
        }
        return table;
    }

    private static void print(LagTable table, PrintWriter out) {
        table.lines().forEach(out::println);
        out.flush();
    }

    private Map<String, LagClient> links(String token) {
        Map<String, LagClient> links = new LinkedHashMap<>();
        for (String url : urls) {
            links.put(url, new LagClient(base(url), token, Optional.ofNullable(organization)));
        }
        return links;
    }

    private static URI base(String url) {
        try {
            URI base = URI.create(url);
            boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (isHttp && base.getHost() != null && base.getRawUserInfo() == null && base.getRawQuery() == null) {
                return base;
            }
        } catch (IllegalArgumentException mayQuoteCredentials) {
            throw new UsageException("--url is not a URL such as http://127.0.0.1:8083");
        }
        throw new UsageException("--url is not a URL such as http://127.0.0.1:8083, without user, password and query");
    }

    private String token() {
        try {
            return Files.readAllLines(PropertiesFile.requireFile(tokenFile)).stream()
                    .findFirst()
                    .map(String::strip)
                    .filter(token -> token.chars().allMatch(letter -> letter > ' ' && letter < 0x7f))
                    .filter(token -> !token.isEmpty())
                    .orElseThrow(() -> new UsageException("--token-file: its first line is no token"));
        } catch (IOException unreadable) {
            throw new UsageException("--token-file: '" + tokenFile + "' cannot be read");
        }
    }
}

package io.domicile.cli.policy;

import io.domicile.cli.DurationOption;
import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.kit.policy.PolicyHeartbeats;
import io.domicile.kit.service.StopRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile policy serve}. */
@Command(
        name = "serve",
        description = "Writes the heartbeats by which services with a policy lease know that their policy is new.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Runs until it is stopped, and does not start on a topic that no gate opens on. A heartbeat that cannot be",
            "written is reported and tried again; status 1 where that happened. Two may run at once.",
            "",
            "Example:",
            "  domicile policy serve --interval 1s --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyServeCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(8);

    @Option(
            names = "--interval",
            defaultValue = "1s",
            converter = DurationOption.class,
            paramLabel = "<duration>",
            description = "Between two heartbeats, at most a third of the shortest lease (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(
            names = "--for",
            converter = DurationOption.class,
            paramLabel = "<duration>",
            description = "Ends after this time (default: never).")
    private @Nullable Duration limit;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new UsageException("--interval must lie between 10ms and 8h");
        }
        StopRequest stop = StopRequest.ofSignals();
        try (PolicyHeartbeats heartbeats = new PolicyHeartbeats(
                options.region(),
                options.kafka().common(),
                options.registry(),
                options.catalogue(),
                interval,
                InstantSource.system())) {
            heartbeats.requireConsistent();
            HeartbeatLoop loop = new HeartbeatLoop(
                    heartbeats::beat, interval, Optional.ofNullable(limit), stop, this::say, System::nanoTime);
            long missed = loop.run();
            say("stopped after " + loop.written() + " heartbeats, " + missed + " missed");
            return missed == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + what);
        spec.commandLine().getErr().flush();
    }
}

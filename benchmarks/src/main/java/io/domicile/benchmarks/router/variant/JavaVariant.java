package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this class path that copies records and appends the header bytes of a tag, knowing nothing of residency.
 */
public final class JavaVariant implements RouterVariant {

    /** Where {@link PlainLoop} writes. */
    public static final String LIMIT_OUTPUT = "bench.limit";

    /** Where {@link BareStreams} writes. */
    public static final String PEER_OUTPUT = "bench.streams";

    private final Role role;
    private final String output;
    private final Class<?> program;
    private final Region region;
    private final Profile profile;

    private JavaVariant(Role role, String output, Class<?> program, Region region, Profile profile) {
        this.role = role;
        this.output = output;
        this.program = program;
        this.region = region;
        this.profile = profile;
    }

    /** The least that exactly-once routing takes. */
    public static RouterVariant limit(Region region, Profile profile) {
        return new JavaVariant(Role.LIMIT, LIMIT_OUTPUT, PlainLoop.class, region, profile);
    }

    /** Kafka Streams with nothing in it. */
    public static RouterVariant peer(Region region, Profile profile) {
        return new JavaVariant(Role.PEER, PEER_OUTPUT, BareStreams.class, region, profile);
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public String output() {
        return output;
    }

    @Override
    public ChildProcess start(Trial trial) {
        List<String> arguments = List.of(
                region.bootstrapServers(),
                trial.group(),
                INPUT,
                output,
                Long.toString(trial.commitInterval().toMillis()),
                trial.log() + ".state");
        List<String> options = new ArrayList<>(List.of(JavaCommand.VARIANT_MEMORY));
        options.addAll(profile.javaOptions(trial).lines().toList());
        ChildProcess process = ChildProcess.talking(
                role.letter(), JavaCommand.ofThisClassPath(options, program, arguments), trial.log());
        process.answer();
        return process;
    }
}

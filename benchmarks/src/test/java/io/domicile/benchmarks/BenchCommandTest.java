package io.domicile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.Domicile;
import io.domicile.cli.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldBeASubcommandOfDomicile() {
        assertThat(execute("bench", "bridge", "--help")).isEqualTo(ExitStatus.SUCCESS);
        assertThat(out.toString()).contains("MOSQUITTO, HIVEMQ", "JSON, OPAQUE", "LIMIT, OURS, PEER");
    }

    @Test
    void shouldMeasureTheRouterToo() {
        assertThat(execute("bench", "router", "--help")).isEqualTo(ExitStatus.SUCCESS);
        assertThat(out.toString()).contains("--commit-interval", "--size", "--profile", "LIMIT, OURS, PEER");
    }

    @Test
    void shouldMeasureTheReplicatorToo() {
        assertThat(execute("bench", "replicator", "--help")).isEqualTo(ExitStatus.SUCCESS);
        assertThat(out.toString()).contains("--partitions", "--records", "PEER_EXACTLY_ONCE_TUNED");
    }

    @Test
    void shouldRefuseVariantsThatAMeasurementHasNot() {
        assertThat(execute("bench", "router", "--variant", "PEER_TUNED")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("this measurement has no PEER_TUNED");
    }

    @Test
    void shouldRefuseNumbersBelowOne() {
        assertThat(execute("bench", "router", "--size", "256,0")).isEqualTo(ExitStatus.USAGE);
        assertThat(execute("bench", "router", "--commit-interval", "-1")).isEqualTo(ExitStatus.USAGE);
        assertThat(execute("bench", "bridge", "--rounds", "0")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("--rounds must be 1 or more, found 0");
    }

    @Test
    void shouldSayWhichMeasurementsThereAre() {
        assertThat(execute("bench")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("bridge");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Domicile.commandLine(Map.of());
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

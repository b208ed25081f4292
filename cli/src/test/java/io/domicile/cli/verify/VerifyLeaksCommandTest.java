package io.domicile.cli.verify;

import static io.domicile.cli.verify.Segments.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.compress.Compression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLeaksCommandTest {

    private static final String PLANTED = "planted-8f3a1c";

    @TempDir
    Path root;

    @BeforeEach
    void plantAtHome() throws IOException {
        new Segments()
                .batch(Compression.NONE, record("acme/dev-7", PLANTED.getBytes(StandardCharsets.UTF_8)))
                .write(root.resolve("home/home.telemetry-0/00000000000000000000.log"));
        new Segments().noise(Compression.NONE, 3).write(root.resolve("away/home.telemetry-0/00000000000000000000.log"));
    }

    @Test
    void shouldSucceedWhereTheMarkIsSeenAtHomeAndNowhereElse() {
        assertThat(verify(PLANTED).status()).isZero();
    }

    @Test
    void shouldFailWhereTheMarkIsNotEvenSeenWhereItIsAllowed() {
        // when: a slip of the pen
        CommandRun run = verify("planted-8f3a1d");

        // then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("GAP mark 1: ")
                .contains("0 leaks, 1 gaps")
                .doesNotContain("8f3a1");
    }

    private CommandRun verify(String mark) {
        return CommandRun.of(
                "verify",
                "leaks",
                "--log-dir",
                "home=" + root.resolve("home"),
                "--log-dir",
                "away=" + root.resolve("away"),
                "--mark",
                mark,
                "--allowed-in",
                "home");
    }
}

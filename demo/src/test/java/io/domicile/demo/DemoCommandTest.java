package io.domicile.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(new DemoCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @CsvSource({
        "--for,       soon,   no duration",
        "--for,       0s,     between 1s and a day",
        "--for,       2d,     no duration",
        "--for,       99999m, between 1s and a day",
        "--base-port, 70000,  between 1 and",
        "--base-port, x,      is not an int",
    })
    void shouldRefuseValuesItCannotUse(String option, String value, String expected) {
        assertThat(command.execute(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(expected).contains(option);
    }

    @Test
    void shouldSayWhichPortIsTakenAndStartNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            int status = command.execute("--base-port", Integer.toString(taken.getLocalPort() - 21));

            // then
            assertThat(status).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains(taken.getLocalPort() + " (MQTT of eu-west)")
                    .contains("--base-port");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void shouldExplainPortsAndExitStatusInItsHelp() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--keep-running", "--for", "--base-port", "19091..19093", "N+21..23", "Exit status");
    }
}

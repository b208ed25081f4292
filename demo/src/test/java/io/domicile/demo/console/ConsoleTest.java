package io.domicile.demo.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldWritePlainLinesWhereThereIsNoTerminal() {
        Console console = new Console(new PrintWriter(out), false);

        console.progress("one");
        console.progress("two");
        console.line("end");

        assertThat(out.toString().lines()).containsExactly("one", "two", "end");
        assertThat(out.toString()).doesNotContain("\r" + "one");
    }

    @Test
    void shouldReplaceProgressOnATerminal() {
        Console console = new Console(new PrintWriter(out), true);

        console.progress("a long one");
        console.progress("short");
        console.line("end");

        assertThat(out.toString()).startsWith("\ra long one\rshort     \r     \rend");
    }

    @Test
    void shouldTellMemoryInOneLine() {
        assertThat(ProcessMemory.describe())
                .startsWith("memory: ")
                .contains("MiB")
                .doesNotContain("\n");
    }
}

package io.domicile.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void shouldLetNothingReachTheTerminalButPrintableAscii() {
        byte[] everything = new byte[256];
        for (int octet = 0; octet < everything.length; octet++) {
            everything[octet] = (byte) octet;
        }

        String text = SafeText.of(everything, 256);

        assertThat(text).matches("[ -~]+").contains("\\x00", "\\x0a", "\\x1b", "\\x7f", "\\xff", "abc", "\\\\");
    }

    @Test
    void shouldSayHowMuchIsLeftOut() {
        assertThat(SafeText.of("abcdef".getBytes(StandardCharsets.UTF_8), 4)).isEqualTo("abcd... (2 bytes more)");
        assertThat(SafeText.of("abcdef")).isEqualTo("abcdef");
    }

    @Test
    void shouldTellAnEscapeFromTextThatLooksLikeOne() {
        assertThat(SafeText.of("\\x1b")).isEqualTo("\\\\x1b");
        assertThat(SafeText.of("\u001b")).isEqualTo("\\x1b");
    }
}

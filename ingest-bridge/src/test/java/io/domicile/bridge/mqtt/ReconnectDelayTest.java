package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

    private final ReconnectDelay delay = new ReconnectDelay(Duration.ofSeconds(10), new Random(7));

    @Test
    void shouldDoubleUpToTheBoundAndStartOverAfterAConnectionThatLasted() {
        assertThat(delay.after(Duration.ZERO).toMillis()).isBetween(150L, 250L);
        assertThat(delay.after(Duration.ofSeconds(9)).toMillis()).isBetween(300L, 500L);
        for (int attempt = 0; attempt < 100; attempt++) {
            assertThat(delay.after(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofMillis(12_500));
        }
        assertThat(delay.after(Duration.ZERO).toMillis()).isBetween(7_500L, 12_500L);

        assertThat(delay.after(Duration.ofSeconds(10)).toMillis()).isBetween(150L, 250L);
    }
}

package io.domicile.replicator.rpo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpoLevelTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, NORMAL",
        "PT7M29.999S, NORMAL",
        "PT7M30S, WARNING",
        "PT11M59.999S, WARNING",
        "PT12M, CRITICAL",
        "PT14M59.999S, CRITICAL",
        "PT15M, BREACHED",
        "PT48H, BREACHED"
    })
    void shouldChangeAtHalfAtFourFifthsAndAtAll(Duration exposure, RpoLevel level) {
        assertThat(RpoLevel.of(exposure, Duration.ofMinutes(15))).isEqualTo(level);
    }
}

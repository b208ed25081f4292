package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.RegionId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationsTest {

    @Test
    void shouldReadWhatItWrites() {
        Map<RegionId, Long> generations = Map.of(EAST, 4L, WEST, 999_999_999_999_999_999L);

        assertThat(Generations.format(generations)).isEqualTo("1 eu-west=999999999999999999 us-east=4");
        assertThat(Generations.parse(Generations.format(generations))).hasValue(generations);
        assertThat(Generations.format(Map.of())).isEqualTo("1");
        assertThat(Generations.parse("1")).hasValue(Map.of());
    }

    @Test
    void shouldTakeTheHigherOfTwoForOneRegion() {
        assertThat(Generations.parse("1 eu-west=7 eu-west=3")).hasValue(Map.of(WEST, 7L));
        assertThat(Generations.highest(Map.of(WEST, 7L, EAST, 1L), Map.of(WEST, 3L, EAST, 2L)))
                .isEqualTo(Map.of(WEST, 7L, EAST, 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2 eu-west=1",
                "1 eu-west",
                "1 eu-west=",
                "1 eu-west=-1",
                "1 eu-west=1=2",
                "1 Eu=1",
                "1  eu-west=1",
                "1 eu-west=1 ",
                "1 eu-west=1234567890123456789"
            })
    void shouldNotReadAnythingElse(String text) {
        assertThat(Generations.parse(text)).isEmpty();
    }

    @Test
    void shouldCoverWhatIsNowhereHigher() {
        assertThat(Generations.cover(Map.of(WEST, 2L, EAST, 1L), Map.of(WEST, 2L)))
                .isTrue();
        assertThat(Generations.cover(Map.of(WEST, 2L), Map.of(WEST, 3L))).isFalse();
        assertThat(Generations.cover(Map.of(WEST, 2L), Map.of(EAST, 1L))).isFalse();
        assertThat(Generations.cover(Map.of(), Map.of())).isTrue();
    }
}

package io.domicile.kit.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.setaside.SetAsideRange.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SetAsideRangeTest {

    private final SetAsideRange whole = SetAsideRange.until(new TreeMap<>(Map.of(0, 50L, 1, 60L, 2, 0L)));

    @Test
    void shouldBeginAtTheBeginning() {
        assertThat(whole.spans())
                .containsOnly(
                        Map.entry(0, new Span(0, 50)), Map.entry(1, new Span(0, 60)), Map.entry(2, new Span(0, 0)));
    }

    @Test
    void shouldBeginAtTheFirstPositionOfEachPartitionThatIsNamed() {
        SetAsideRange narrowed = whole.from(List.of(
                new SetAsidePosition(1, 40),
                new SetAsidePosition(1, 20),
                new SetAsidePosition(1, 30),
                new SetAsidePosition(7, 0)));

        assertThat(narrowed.spans()).containsOnly(Map.entry(1, new Span(20, 60)));
    }
}

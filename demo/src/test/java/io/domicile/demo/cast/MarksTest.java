package io.domicile.demo.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarksTest {

    private final Marks marks = Marks.random(new Random(7));

    @Test
    void shouldGiveEveryStreamAMarkOfItsOwn() {
        assertThat(marks.all())
                .extracting(MarkedData::mark)
                .doesNotHaveDuplicates()
                .allMatch(mark -> mark.matches("[0-9a-f]{32}"));
        assertThat(marks.of(Cast.ACME, DataClass.TELEMETRY)).isNotEqualTo(marks.of(Cast.BOREALIS, DataClass.TELEMETRY));
    }

    @Test
    void shouldAllowStrictDataNowhereButAtHome() {
        assertThat(marks.all())
                .filteredOn(data -> data.organization().equals(Cast.BOREALIS))
                .hasSize(5)
                .allSatisfy(data -> assertThat(data.allowed()).containsExactly(Cast.EU_WEST));
        assertThat(marks.all())
                .filteredOn(data -> data.organization().equals(Cast.DUNES))
                .singleElement()
                .satisfies(data -> assertThat(data.allowed()).isEmpty());
    }

    @Test
    void shouldAllowCopiesOfReplicatedClassesAtTheStandbyOnly() {
        assertThat(marks.all())
                .filteredOn(data -> data.organization().equals(Cast.ACME)
                        && data.dataClass().isReplicated())
                .hasSize(4)
                .allSatisfy(
                        data -> assertThat(data.allowed()).containsExactlyInAnyOrder(Cast.EU_WEST, Cast.EU_CENTRAL));
    }
}

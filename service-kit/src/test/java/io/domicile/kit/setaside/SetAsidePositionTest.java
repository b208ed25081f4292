package io.domicile.kit.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetAsidePositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0:0", "11:7", "3:999999999999999999"})
    void shouldBeReadAsItIsWritten(String text) {
        assertThat(SetAsidePosition.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", ":", "0:", ":0", "0:-1", "-1:0", "0:0:0", " 0:0", "0:1x", "0:9999999999999999999"})
    void shouldNotBeReadFromAnythingElse(String text) {
        assertThat(SetAsidePosition.parse(text)).isEmpty();
    }

    @Test
    void shouldBeOrderedByPartitionThenOffset() {
        TreeSet<SetAsidePosition> ordered = new TreeSet<>(
                List.of(new SetAsidePosition(1, 0), new SetAsidePosition(0, 10), new SetAsidePosition(0, 9)));

        assertThat(ordered).map(SetAsidePosition::toString).containsExactly("0:9", "0:10", "1:0");
    }
}

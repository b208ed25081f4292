package io.domicile.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void shouldLetAnotherBeginInEachRound() {
        List<String> all = List.of("a", "b", "c");

        assertThat(Order.rotated(all, 0)).containsExactly("a", "b", "c");
        assertThat(Order.rotated(all, 1)).containsExactly("b", "c", "a");
        assertThat(Order.rotated(all, 5)).containsExactly("c", "a", "b");
    }
}

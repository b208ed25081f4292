package io.domicile.router.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenEndsTest {

    private static final TopicPartition HOME_0 = new TopicPartition("home", 0);

    private final OpenEnds ends = new OpenEnds();

    @Test
    void shouldKeepATransactionThatTouchesSomethingOnlyAfterItWasAskedFor() {
        // given
        Touched begun = ends.begin("a");
        assertThat(ends.of("a")).isEmpty();

        // when
        begun.sends(HOME_0);

        // then
        assertThat(ends.of("a")).containsExactly(begun);
    }

    @Test
    void shouldForgetATransactionThatTouchedNothingWhenAnotherOfItsIdBegins() {
        // given
        Touched first = ends.begin("a");
        Touched other = ends.begin("b");

        // when
        Touched second = ends.begin("a");

        // then
        first.sends(HOME_0);
        second.sends(HOME_0);
        other.sends(HOME_0);
        assertThat(ends.of("a")).containsExactly(second);
        assertThat(ends.of("b")).containsExactly(other);
    }

    @Test
    void shouldForgetWhatIsSettledAndNothingElse() {
        // given
        Touched first = ends.begin("a");
        first.sends(HOME_0);
        Touched second = ends.begin("a");

        // when
        ends.settled("a", List.of(first));

        // then
        second.sends(HOME_0);
        assertThat(ends.of("a")).containsExactly(second);
    }

    @Test
    void shouldCallAnIdAbandonedWhileItHasOpenEndsAndNoProducer() {
        // given
        ends.producerOpened("a");
        Touched begun = ends.begin("a");
        begun.sends(HOME_0);
        ends.begin("empty");
        assertThat(ends.abandoned()).isEmpty();

        // when
        ends.producerClosed("a");

        // then
        assertThat(ends.abandoned()).containsExactly("a");
        assertThat(ends.isAbandoned("a")).isTrue();

        // when
        ends.producerOpened("a");

        // then
        assertThat(ends.isAbandoned("a")).isFalse();
        assertThat(ends.isAbandoned("never-used")).isFalse();
    }
}

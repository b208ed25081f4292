package io.domicile.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FencingTest {

    @Test
    void shouldKnowTheBrokersThreeAnswers() {
        assertThat(Fencing.isFenced(new ProducerFencedException("newer"))).isTrue();
        assertThat(Fencing.isFenced(new InvalidProducerEpochException("older"))).isTrue();
        assertThat(Fencing.isFenced(new InvalidTxnStateException("aborted by another")))
                .isTrue();
    }

    @Test
    void shouldLookAtCauses() {
        assertThat(Fencing.isFenced(new KafkaException("in an error state", new InvalidTxnStateException("aborted"))))
                .isTrue();
    }

    @Test
    void shouldTakeNothingElseForFencing() {
        assertThat(Fencing.isFenced(new TimeoutException("late", new KafkaException("slow"))))
                .isFalse();
    }

    @Test
    void shouldEndWhereCausesGoInACircle() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));

        assertThat(Fencing.isFenced(first)).isFalse();
    }
}

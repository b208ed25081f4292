package io.domicile.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    @Test
    void shouldGiveTheAnswer() throws InterruptedException {
        assertThat(Answers.await(CompletableFuture.completedFuture(7))).isEqualTo(7);
        assertThat(Answers.await(CompletableFuture.completedFuture(7), LONG)).isEqualTo(7);
    }

    @Test
    void shouldFailAsKafkaDoes() {
        TopicExistsException failure = new TopicExistsException("exists");

        assertThatThrownBy(() -> Answers.await(CompletableFuture.failedFuture(failure)))
                .isSameAs(failure);
        assertThatThrownBy(() -> Answers.await(CompletableFuture.failedFuture(failure), LONG))
                .isSameAs(failure);
    }

    @Test
    void shouldMakeAKafkaExceptionOfAnyOtherFailure() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> Answers.await(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(KafkaException.class)
                .hasCause(failure);
    }

    @Test
    void shouldNotWaitLongerThanAllowed() {
        CompletableFuture<Integer> never = new CompletableFuture<>();

        assertThatThrownBy(() -> Answers.await(never, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 1 ms");
        assertThatThrownBy(() -> Answers.await(never, Duration.ofMillis(-5)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 0 ms");
    }

    @Test
    void shouldEndWithTheThreadInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Answers.await(new CompletableFuture<>(), LONG)).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Answers.await(new CompletableFuture<>())).isInstanceOf(InterruptedException.class);
    }
}

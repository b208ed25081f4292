package io.domicile.router.fault;

import static io.domicile.router.fixture.World.HERE;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.router.metrics.RouterMeters;
import io.domicile.testkit.fake.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final AtomicInteger waits = new AtomicInteger();
    private final ThreadReplacement handler = new ThreadReplacement(
            HERE,
            2,
            Duration.ofMinutes(5),
            clock,
            new RouterMeters(meters, HERE),
            new Refusals(),
            waits::incrementAndGet);

    @Test
    void shouldShutDownWhenThreadsFailTooOften() {
        assertThat(handler.handle(failure())).isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(failure())).isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(failure())).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(count("replaced", "error")).isEqualTo(2);
        assertThat(count("shutdown", "too-many-errors")).isEqualTo(1);
    }

    @Test
    void shouldForgetFailuresOlderThanTheWindow() {
        // given
        handler.handle(failure());
        handler.handle(failure());

        // when
        clock.advance(Duration.ofMinutes(6));

        // then
        assertThat(handler.handle(failure())).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldWaitHoweverOftenCredentialsAreRefused() {
        for (int refusal = 1; refusal <= 5; refusal++) {
            assertThat(handler.handle(new StreamsException(new SslAuthenticationException("no"))))
                    .isEqualTo(REPLACE_THREAD);
            assertThat(waits).hasValue(refusal);
        }
        assertThat(count("replaced", "not-authenticated")).isEqualTo(5);

        assertThat(handler.handle(failure())).isEqualTo(REPLACE_THREAD);
        assertThat(waits).as("only then").hasValue(5);
    }

    @Test
    void shouldShutDownAtOnceWhenTheMachineFails() {
        assertThat(handler.handle(new StreamsException(new OutOfMemoryError()))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(count("shutdown", "fatal-error")).isEqualTo(1);
    }

    @Test
    void shouldNeverGoOnWithoutARecordThatWasNotWritten() {
        // given
        FailingProductionHandler production = new FailingProductionHandler();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("home.telemetry", new byte[0]);

        // when / then
        assertThat(production.handleError(null, record, new TimeoutException()).result())
                .isEqualTo(ProductionExceptionHandler.Result.RETRY);
        assertThat(production
                        .handleError(null, record, new AuthorizationException("no"))
                        .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
        assertThat(production
                        .handleSerializationError(null, record, new IllegalStateException(), null)
                        .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
    }

    private double count(String outcome, String reason) {
        return meters.get("domicile.router.thread.failures")
                .tags("region", "eu-west", "outcome", outcome, "reason", reason)
                .counter()
                .count();
    }

    private static Throwable failure() {
        return new StreamsException(new AuthorizationException("no"));
    }
}

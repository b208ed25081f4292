package io.domicile.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.service.StopRequest;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatLoopTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final StopRequest stop = new StopRequest();
    private final List<String> reports = new ArrayList<>();
    private long nanos = 5;
    private int beats;

    private HeartbeatLoop loop(Runnable beat, Optional<Duration> limit) {
        return new HeartbeatLoop(beat, INTERVAL, limit, stop, reports::add, () -> nanos);
    }

    /** One heartbeat, which takes an interval; the last one asks to stop. */
    private void beat(int last) {
        beats++;
        nanos += INTERVAL.toNanos();
        if (beats == last) {
            stop.request();
        }
    }

    @Test
    void shouldBeatUntilItIsToldToStop() throws Exception {
        HeartbeatLoop loop = loop(() -> beat(5), Optional.empty());

        assertThat(loop.run()).isZero();

        assertThat(loop.written()).isEqualTo(5);
        assertThat(reports).containsExactly("the first heartbeat is written");
    }

    @Test
    void shouldEndAfterItsTime() throws Exception {
        HeartbeatLoop loop = loop(() -> beat(1_000), Optional.of(INTERVAL.multipliedBy(3)));

        loop.run();

        assertThat(loop.written()).isEqualTo(3);
    }

    @Test
    void shouldSayThatNothingIsWrittenAtOnceThenFromTimeToTimeAndThatItIsAgain() throws Exception {
        HeartbeatLoop loop = loop(
                () -> {
                    beat(9);
                    if (beats > 2 && beats < 8) {
                        nanos += Duration.ofSeconds(4).toNanos();
                        throw new SchemaRegistryException(SchemaRegistryException.Kind.UNAVAILABLE, "not there");
                    }
                },
                Optional.empty());

        assertThat(loop.run()).isEqualTo(5);

        assertThat(loop.written()).isEqualTo(4);
        assertThat(reports)
                .containsExactly(
                        "the first heartbeat is written",
                        "NO HEARTBEAT WRITTEN for 0 s; gates with a lease close: not there",
                        "NO HEARTBEAT WRITTEN for 12 s; gates with a lease close: not there",
                        "heartbeats are written again");
    }
}

package io.domicile.replicator.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.replicator.lag.LagStatus.Kind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceEndSamplerTest {

    private static final TopicPartition FIRST = new TopicPartition("egress.role-definitions", 0);
    private static final TopicPartition SECOND = new TopicPartition("egress.role-definitions", 1);

    private final AtomicLong now = new AtomicLong(7_000_000_000L);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LagMeters lagMeters = new LagMeters(meters, "eu-central", "eu-west->eu-central");
    private final LagBoard board = new LagBoard(LagLimits.forInterval(Duration.ofSeconds(1)), now::get, lagMeters);
    private final FakeEnds source = new FakeEnds();
    private final SourceEndSampler sampler =
            new SourceEndSampler("eu-west->eu-central", board, lagMeters, source, now::get, Duration.ofMillis(20));

    @AfterEach
    void stop() {
        sampler.close();
    }

    @Test
    void shouldSampleWhatTheBoardFollows() {
        // given
        board.follow(FIRST).committed(4);
        source.ends.put(FIRST, 10L);
        sampler.sampleOnce();

        // when
        now.addAndGet(Duration.ofMillis(1500).toNanos());

        // then
        assertThat(board.read(FIRST).orElseThrow().records()).hasValue(6);
        assertThat(gauge("domicile.link.lag.records", FIRST)).isEqualTo(6);
        assertThat(gauge("domicile.link.lag.seconds", FIRST)).isEqualTo(1.5);
        assertThat(gauge("domicile.link.sample.age.seconds", FIRST)).isEqualTo(1.5);
        assertThat(gauge("domicile.link.rpo.seconds", FIRST)).isNaN();
        assertThat(meters.get("domicile.link.lag.status")
                        .tag("kind", "lagging")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void shouldShowNotANumberWhereNothingIsKnown() {
        // when
        board.follow(FIRST);

        // then
        for (String name : List.of(
                "domicile.link.lag.records",
                "domicile.link.lag.seconds",
                "domicile.link.rpo.seconds",
                "domicile.link.sample.age.seconds")) {
            assertThat(gauge(name, FIRST)).as(name).isNaN();
        }
    }

    @Test
    void shouldCountFailuresAndLetTheLagRise() {
        // given
        board.follow(FIRST).committed(10);
        source.ends.put(FIRST, 10L);
        sampler.sampleOnce();
        source.isBroken = true;

        // when
        for (int second = 0; second < 5; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            sampler.sampleOnce();
        }

        // then
        assertThat(meters.get("domicile.link.sample.failures").counter().count())
                .isEqualTo(5);
        assertThat(gauge("domicile.link.lag.seconds", FIRST)).isEqualTo(5);
        assertThat(gauge("domicile.link.lag.records", FIRST)).isNaN();
    }

    @Test
    void shouldSampleTheOthersWhereOnePartitionFails() {
        // given
        board.follow(FIRST).committed(1);
        board.follow(SECOND).committed(1);
        source.ends.put(SECOND, 1L);

        // when
        sampler.sampleOnce();

        // then
        assertThat(board.read(FIRST).orElseThrow().status().kind()).isEqualTo(Kind.STALLED);
        assertThat(board.read(SECOND).orElseThrow().status().kind()).isEqualTo(Kind.SYNCED);
        assertThat(meters.get("domicile.link.sample.failures")
                        .tag("partition", "0")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldRemoveTheGaugesOfAForgottenPartition() {
        // given
        board.follow(FIRST);
        board.follow(SECOND);

        // when
        board.forget(FIRST);

        // then
        assertThat(board.readAll()).containsOnlyKeys(SECOND);
        assertThat(meters.getMeters())
                .isNotEmpty()
                .noneMatch(meter -> "0".equals(meter.getId().getTag("partition")));
    }

    @Test
    void shouldGiveEveryMeterOfANameTheSameLabelsAndADescription() {
        // given
        board.follow(FIRST);
        board.follow(SECOND);
        source.isBroken = true;

        // when
        sampler.sampleOnce();

        // then
        Map<String, Set<String>> labels = new HashMap<>();
        for (Meter meter : meters.getMeters()) {
            Set<String> keys = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
            assertThat(labels.computeIfAbsent(meter.getId().getName(), unused -> keys))
                    .isEqualTo(keys);
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(keys).contains("region", "link", "topic", "partition");
        }
        assertThat(labels).hasSize(6);
    }

    @Test
    void shouldKeepSamplingOnItsThreadUntilClosed() {
        // given
        board.follow(FIRST).committed(3);
        source.ends.put(FIRST, 3L);

        // when
        sampler.start();

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> source.questions.get() > 3);
        assertThat(sampler.isAlive()).isTrue();
        sampler.close();
        assertThat(sampler.isAlive()).isFalse();
        assertThat(source.isClosed).isTrue();
    }

    private double gauge(String name, TopicPartition partition) {
        return meters.get(name)
                .tags("region", "eu-central", "link", "eu-west->eu-central", "topic", partition.topic())
                .tag("partition", Integer.toString(partition.partition()))
                .gauge()
                .value();
    }
}

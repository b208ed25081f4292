package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.kit.policy.PolicyMeters.RereadReason;
import io.domicile.kit.policy.PolicyMeters.TopicFigures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyMetersTest {

    private Instant now = Instant.EPOCH;
    private long nanos;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PolicyMeters meters =
            new PolicyMeters(registry, WEST, "bridge", List.of("residency.policy"), () -> now, () -> nanos);

    private double value(String name, String... tags) {
        return registry.get("domicile.policy." + name).tags(tags).gauge().value();
    }

    @Test
    void shouldTellWhetherAndWhyTheGateIsClosed() {
        assertThat(value("gate.open")).isZero();
        assertThat(value("gate.closed", "reason", "loading")).isEqualTo(1);

        meters.status(new GateStatus.Closed(Reason.TOPIC_MISSING));
        assertThat(value("gate.closed", "reason", "loading")).isZero();
        assertThat(value("gate.closed", "reason", "topic-missing")).isEqualTo(1);

        meters.status(GateStatus.OPEN);
        assertThat(value("gate.open")).isEqualTo(1);
        assertThat(value("gate.closed", "reason", "topic-missing")).isZero();
    }

    @Test
    void shouldAgeUntilTheTopicIsConfirmedAgain() {
        assertThat(value("snapshot.age")).isNaN();

        meters.confirm();
        now = now.plusMillis(1500);
        assertThat(value("snapshot.age")).isEqualTo(1.5);

        meters.confirm();
        assertThat(value("snapshot.age")).isZero();
    }

    @Test
    void shouldTellHowOldTheLastHeartbeatIs() {
        assertThat(value("heartbeat.age")).isNaN();

        meters.fresh("residency.policy", OptionalLong.of(500_000_000));
        nanos = 3_000_000_000L;
        assertThat(value("heartbeat.age")).isEqualTo(2.5);
    }

    @Test
    void shouldCountWhenTheMemoryFails() {
        meters.forgetful();

        assertThat(registry.get("domicile.policy.memory.failures").counter().count())
                .isEqualTo(1);
    }

    @Test
    void shouldShowWhatIsMeasuredOfATopic() {
        assertThat(value("topic.verified")).isZero();
        meters.topic("residency.policy", new TopicFigures(7, 6, 5, 4, 3, 2, true, true));
        meters.conflicts(1);
        meters.reread("residency.policy", RereadReason.RECREATED);
        meters.reread("residency.policy", RereadReason.RECREATED);

        assertThat(value("topic.verified")).isEqualTo(1);
        assertThat(value("generation")).isEqualTo(7);
        assertThat(value("entries")).isEqualTo(6);
        assertThat(value("entries.unreadable")).isEqualTo(5);
        assertThat(value("entries.ignored")).isEqualTo(4);
        assertThat(value("entries.pending")).isEqualTo(3);
        assertThat(value("records.foreign")).isEqualTo(2);
        assertThat(value("digest.tolerated")).isEqualTo(1);
        assertThat(value("conflicts")).isEqualTo(1);
        assertThat(registry.get("domicile.policy.rereads")
                        .tag("reason", "recreated")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldDescribeEveryMeterAndLabelThoseOfANameAlike() {
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getTag("region")).isEqualTo("eu-west");
            assertThat(meter.getId().getTag("kind")).isEqualTo("bridge");
        });
        registry.getMeters().stream()
                .collect(Collectors.groupingBy(meter -> meter.getId().getName()))
                .forEach((name, same) -> assertThat(same.stream()
                                .map(meter -> Set.copyOf(meter.getId().getTags().stream()
                                        .map(tag -> tag.getKey())
                                        .toList()))
                                .distinct())
                        .as(name)
                        .hasSize(1));
    }

    @Test
    void shouldLeaveNothingBehindWhenClosed() {
        meters.reread("residency.policy", RereadReason.DOUBTFUL);

        meters.close();

        assertThat(registry.getMeters()).isEmpty();
    }
}

package io.domicile.bridge.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.domicile.testkit.fake.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalNoticesTest {

    private static final RegionId HOME = new RegionId("us-east");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final List<String> sent = new ArrayList<>();
    private final RefusalNotices notices = new RefusalNotices(
            (topic, json, expiry, done) -> {
                sent.add(topic + ' ' + new String(json, UTF_8) + ' ' + expiry);
                done.accept(true);
            },
            Catalogues.builtIn(),
            Duration.ofHours(1),
            clock,
            new BridgeMeters(new SimpleMeterRegistry(), new RegionId("eu-west")));

    @Test
    void shouldTellTheDeviceWhereItsHomeIs() {
        notices.tell("dunes", "dev-7", HOME, BlockReason.STRICT_RESIDENCY);

        String endpoint = Catalogues.builtIn().require(HOME).endpoints().mqtt();
        assertThat(sent)
                .containsExactly("notice/dunes/dev-7 {\"reason\":\"strict-residency\",\"home\":\"us-east\",\"mqtt\":\""
                        + endpoint + "\"} PT1H");
    }

    @Test
    void shouldTellADeviceOncePerInterval() {
        notices.tell("dunes", "dev-7", HOME, BlockReason.STRICT_RESIDENCY);
        notices.tell("dunes", "dev-8", HOME, BlockReason.STRICT_RESIDENCY);
        clock.advance(Duration.ofMinutes(59));
        notices.tell("dunes", "dev-7", HOME, BlockReason.STRICT_RESIDENCY);
        assertThat(sent).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        notices.tell("dunes", "dev-7", HOME, BlockReason.STRICT_RESIDENCY);
        assertThat(sent).hasSize(3);
    }

    @Test
    void shouldForgetTheDeviceToldLongestAgoWhenThereAreTooMany() {
        NoticeLimit limit = new NoticeLimit(Duration.ofHours(1), clock);
        for (int device = 0; device <= NoticeLimit.MAX_DEVICES; device++) {
            assertThat(limit.permits("dunes", "dev-" + device)).isTrue();
        }

        assertThat(limit.permits("dunes", "dev-1")).isFalse();
        assertThat(limit.permits("dunes", "dev-0")).isTrue();
    }
}

package io.domicile.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Freshness freshness = new Freshness();

    @Test
    void shouldNotBeFreshByAHeartbeatThatWasThereBeforeTheEndWasSeen() {
        freshness.heartbeat(3, SECOND);
        assertThat(freshness.freshAt()).isEmpty();
        assertThat(freshness.interval()).contains(SECOND);

        freshness.endSeen(4, 100);

        assertThat(freshness.freshAt()).isEmpty();
    }

    @Test
    void shouldBeFreshSinceTheEndWasLastSeenBeforeTheHeartbeat() {
        freshness.endSeen(4, 100);
        freshness.endSeen(4, 150);
        freshness.heartbeat(4, SECOND);
        assertThat(freshness.freshAt()).hasValue(150);

        freshness.heartbeat(5, SECOND);
        assertThat(freshness.freshAt()).hasValue(150);

        freshness.endSeen(6, 200);
        freshness.heartbeat(6, SECOND);
        assertThat(freshness.freshAt()).hasValue(200);
    }

    @Test
    void shouldNotBeFresherByAHeartbeatThatIsReadAgain() {
        freshness.endSeen(4, 100);
        freshness.heartbeat(4, SECOND);
        freshness.endSeen(5, 900);

        freshness.heartbeat(4, SECOND);

        assertThat(freshness.freshAt()).hasValue(100);
    }

    @Test
    void shouldForgetWhatItSawOfAnotherTopic() {
        freshness.endSeen(4, 100);
        freshness.heartbeat(4, SECOND);

        freshness.forget();

        assertThat(freshness.freshAt()).isEmpty();
        freshness.heartbeat(9, SECOND);
        assertThat(freshness.freshAt()).isEmpty();
    }
}

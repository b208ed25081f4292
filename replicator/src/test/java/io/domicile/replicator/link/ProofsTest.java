package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.RegionId;
import java.time.Duration;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final Link LINK = new Link(new RegionId("eu-west"), new RegionId("eu-central"), 1);
    private static final LaneId ID = new LaneId(MirroredTopic.all(LINK).get(1), 0);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Lane lane = lane();
    private final Proofs proofs = new Proofs();

    @Test
    void shouldCallForAComparisonOfALaneThatNothingIsKnownOf() {
        assertThat(proofs.isDue(lane, 0, WEEK)).isTrue();
    }

    @Test
    void shouldRelyOnAComparisonForItsIntervalWhileTheLaneFollowsTheSource() {
        proofs.compared(lane, 0, DAY);
        for (int hour = 1; hour <= 24 * 6; hour++) {
            proofs.touched(lane, hours(hour));
        }

        assertThat(proofs.isDue(lane, hours(24 * 6), WEEK)).isFalse();
        assertThat(proofs.isDue(lane, hours(24 * 8), WEEK)).isTrue();
    }

    @Test
    void shouldCallForAComparisonAfterAnOutageOfMoreThanHalfTheTombstonesTime() {
        proofs.compared(lane, 0, DAY);
        proofs.touched(lane, hours(11));
        assertThat(proofs.isDue(lane, hours(11), WEEK)).isFalse();

        proofs.touched(lane, hours(24));

        assertThat(proofs.isDue(lane, hours(24), WEEK)).isTrue();
    }

    @Test
    void shouldRelyOnALaneThatBeganOnAnEmptyMirrorUntilItsFirstOutage() {
        proofs.begun(lane, 0);
        proofs.touched(lane, Duration.ofSeconds(50).toNanos());
        assertThat(proofs.isDue(lane, hours(1), WEEK)).isFalse();
        assertThat(proofs.isDue(lane, hours(24 * 8), WEEK)).isTrue();

        proofs.touched(lane, hours(1));

        assertThat(proofs.isDue(lane, hours(1), WEEK)).isTrue();
    }

    @Test
    void shouldCallForAComparisonOfATopicThatWasCreatedAgain() {
        proofs.compared(lane, 0, DAY);

        assertThat(proofs.isDue(lane(), 0, WEEK)).isTrue();
    }

    @Test
    void shouldCallForAComparisonOfALaneThatWasResumedElsewhere() {
        proofs.compared(lane, 0, DAY);

        proofs.forget(ID);

        assertThat(proofs.isDue(lane, 0, WEEK)).isTrue();
    }

    private static Lane lane() {
        return new Lane(ID, new Origin("cluster-1", Uuid.randomUuid()), null);
    }

    private static long hours(int hours) {
        return Duration.ofHours(hours).toNanos();
    }
}

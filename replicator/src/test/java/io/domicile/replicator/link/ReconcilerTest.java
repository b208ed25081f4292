package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.SourceCleaning;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final Link LINK = new Link(new RegionId("eu-west"), new RegionId("eu-central"), 1);
    private static final LaneId ID = new LaneId(MirroredTopic.all(LINK).get(1), 0);

    private final AtomicInteger asked = new AtomicInteger();
    private final LaneSlot slot =
            new LaneSlot(new Lane(ID, new Origin("cluster-1", Uuid.randomUuid()), null), System.nanoTime());

    @Test
    void shouldCallAComparisonFailedWhateverItFailedOf() {
        // given
        Reconciler reconciler = reconciler(topic -> {
            asked.incrementAndGet();
            throw new IllegalStateException("not foreseen");
        });

        // then
        assertThat(reconciler.attempt(slot)).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldReadNothingForALaneThatWasGivenUpBeforeItsTurnCame() {
        // given
        Reconciler reconciler = reconciler(topic -> {
            asked.incrementAndGet();
            throw new IllegalStateException("not foreseen");
        });
        slot.released = true;

        // then
        assertThat(reconciler.attempt(slot)).isEmpty();
        assertThat(asked).hasValue(0);
    }

    private static Reconciler reconciler(Function<String, SourceCleaning> cleaning) {
        return new Reconciler(LINK, null, null, null, null, null, cleaning, new Proofs(), null, Duration.ofHours(6));
    }
}

package io.domicile.replicator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.provenance.Origin;
import java.util.Collections;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final TopicPartition MIRROR = new TopicPartition("eu-west.egress.role-definitions", 3);

    @Test
    void shouldFindNoEntryWhereTheTargetSaysThatNothingWasCommitted() {
        assertThat(Ledger.entry(Collections.singletonMap(MIRROR, null), MIRROR)).isEmpty();
    }

    @Test
    void shouldFindTheEntry() {
        // given
        LedgerEntry entry = new LedgerEntry(SourcePosition.at(7), new Origin("cluster-1", Uuid.randomUuid()), 1);

        // when / then
        assertThat(Ledger.entry(Map.of(MIRROR, LedgerCodec.encode(entry)), MIRROR))
                .contains(entry);
    }

    @Test
    void shouldNotTakeAnAnswerThatLeavesThePartitionOutForNoEntry() {
        assertThatThrownBy(() -> Ledger.entry(Map.of(), MIRROR)).isInstanceOf(UnsettledLedgerException.class);
    }
}

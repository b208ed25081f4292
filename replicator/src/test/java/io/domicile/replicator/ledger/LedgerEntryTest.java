package io.domicile.replicator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.provenance.Origin;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {

    private static final Origin SOURCE = new Origin("cluster", Uuid.randomUuid());
    private static final Origin ANOTHER = new Origin("cluster", Uuid.randomUuid());

    private final LedgerEntry entry =
            new LedgerEntry(SourcePosition.at(100), SOURCE, 1, Optional.empty(), new Copies(20, 95));

    @Test
    void shouldKeepTheCopiesOfALaneThatGoesOnAmongThem() {
        assertThat(before(100)).isEqualTo(new Copies(20, 95));
        assertThat(before(60)).isEqualTo(new Copies(20, 60));
        assertThat(before(20)).isEqualTo(Copies.none(20));
    }

    @Test
    void shouldForgetThemWhereItGoesOnElsewhere() {
        assertThat(before(101)).isEqualTo(Copies.none(101));
        assertThat(before(19)).isEqualTo(Copies.none(19));
        assertThat(entry.copiesBefore(SourcePosition.at(60), ANOTHER)).isEqualTo(Copies.none(60));
    }

    private Copies before(long offset) {
        return entry.copiesBefore(SourcePosition.at(offset), SOURCE);
    }
}

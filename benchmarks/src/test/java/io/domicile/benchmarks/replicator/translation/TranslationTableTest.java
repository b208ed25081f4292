package io.domicile.benchmarks.replicator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.harness.report.Wording;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TranslationTableTest {

    private static final Wording WORDING =
            new Wording("domicile bench replicator", "records", Map.of(Role.OURS, "ours", Role.PEER, "theirs"));

    @Test
    void shouldShowTheErrorOfEachGroupWithEachProgram() {
        String table = TranslationTable.of(
                List.of(
                        new Translation(Role.PEER, 1_000, OptionalLong.of(113)),
                        new Translation(Role.PEER, 100_000, OptionalLong.empty()),
                        new Translation(Role.OURS, 1_000, OptionalLong.of(0)),
                        new Translation(Role.OURS, 100_000, OptionalLong.of(-53_049))),
                WORDING);

        assertThat(table.lines())
                .endsWith(
                        "| | 1,000 behind | 100,000 behind |",
                        "|---|---|---|",
                        "| (b) ours | 0 | -53,049 |",
                        "| (c) theirs | 113 | no position |");
    }

    @Test
    void shouldBeLeftOutWhereNothingWasTranslated() {
        assertThat(TranslationTable.of(List.of(), WORDING)).isEmpty();
        assertThat(BehindGroups.distances(30_000)).containsExactly(1_000);
    }
}

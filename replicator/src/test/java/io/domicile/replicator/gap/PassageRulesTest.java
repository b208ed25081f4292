package io.domicile.replicator.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HaltReason;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassageRulesTest {

    private static final Optional<SourcePosition> NEAREST = Optional.of(SourcePosition.at(40));
    private static final EnumSet<HaltReason> LOSSES = EnumSet.of(
            HaltReason.SOURCE_RETENTION_OUTRAN_LINK,
            HaltReason.SOURCE_TRUNCATED,
            HaltReason.FOREIGN_WRITE,
            HaltReason.MIRROR_OF_ANOTHER_SOURCE,
            HaltReason.MIRROR_AHEAD_OF_LEDGER,
            HaltReason.LEDGER_LOST,
            HaltReason.TOPIC_RECREATED);

    @ParameterizedTest
    @EnumSource(HaltReason.class)
    void shouldGoNowhereUnlessItIsTold(HaltReason reason) {
        assertThat(PassageRules.choose(GapAnswer.HALT, reason, NEAREST)).isEqualTo(Passage.NONE);
    }

    @ParameterizedTest
    @EnumSource(HaltReason.class)
    void shouldCopyEverythingAnewOnlyAfterALoss(HaltReason reason) {
        assertThat(PassageRules.choose(GapAnswer.RESYNC, reason, NEAREST))
                .isEqualTo(LOSSES.contains(reason) ? Passage.LOG_START : Passage.NONE);
    }

    @ParameterizedTest
    @EnumSource(HaltReason.class)
    void shouldAcceptOnlyALoss(HaltReason reason) {
        // given
        Passage expected = LOSSES.contains(reason) ? new Passage.At(NEAREST.get()) : Passage.NONE;

        // then
        assertThat(PassageRules.choose(GapAnswer.ACCEPT, reason, NEAREST))
                .isEqualTo(reason == HaltReason.TOPIC_RECREATED ? Passage.LOG_START : expected);
    }

    @Test
    void shouldNotAcceptWithoutAPlaceToGoOnFrom() {
        assertThat(PassageRules.choose(GapAnswer.ACCEPT, HaltReason.LEDGER_LOST, Optional.empty()))
                .isEqualTo(Passage.NONE);
        assertThat(PassageRules.choose(GapAnswer.ACCEPT, HaltReason.SOURCE_TRUNCATED, Optional.empty()))
                .isEqualTo(Passage.NONE);
    }
}

package io.domicile.replicator.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.offset.SyncRules.Step;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class SyncRulesTest {

    private static final String LINK = "eu-west->eu-central";
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final Uuid CREATED_AGAIN = new Uuid(1, 3);

    @Test
    void shouldCommitWhereTheTargetHasNothingAndSayHowPrecise() {
        // when
        Step exact = decide(10, new TranslatedOffset.Exact(12, false), Optional.empty());
        Step early = decide(10, new TranslatedOffset.Early(9), Optional.empty());

        // then
        assertThat(exact).isEqualTo(new Step.Commit(ours(12, 10, "exact")));
        assertThat(early).isEqualTo(new Step.Commit(ours(9, 10, "early")));
    }

    @Test
    void shouldKeepWhatIsThereAlready() {
        assertThat(decide(10, new TranslatedOffset.Exact(12, false), Optional.of(ours(12, 10, "exact"))))
                .isEqualTo(new Step.Keep(ours(12, 10, "exact")));
    }

    @Test
    void shouldMoveForwardWhoeverCommittedBefore() {
        assertThat(decide(20, new TranslatedOffset.Exact(22, false), Optional.of(ours(12, 10, "exact"))))
                .isInstanceOf(Step.Commit.class);
        assertThat(decide(20, new TranslatedOffset.Exact(22, false), Optional.of(theirs(21))))
                .isInstanceOf(Step.Commit.class);
    }

    @Test
    void shouldNeverTakeBackWhatTheGroupCommittedItself() {
        assertThat(decide(20, new TranslatedOffset.Exact(22, false), Optional.of(theirs(23))))
                .isEqualTo(new Step.Leave(SyncOutcome.AHEAD_AT_TARGET));
    }

    @Test
    void shouldGoBackOnlyWhereTheSourceWasRewoundOrIsAnotherTopic() {
        // given
        TranslatedOffset back = new TranslatedOffset.Exact(5, false);

        // then
        assertThat(decide(10, back, Optional.of(ours(12, 10, "exact"))))
                .isEqualTo(new Step.Leave(SyncOutcome.AHEAD_AT_TARGET));
        assertThat(decide(4, back, Optional.of(ours(12, 10, "exact")))).isEqualTo(new Step.Commit(ours(5, 4, "exact")));
        assertThat(SyncRules.decide(LINK, 10, CREATED_AGAIN, back, Optional.of(ours(12, 10, "exact"))))
                .isInstanceOf(Step.Commit.class);
    }

    @Test
    void shouldTakeAnotherLinksOffsetForSomebodyElses() {
        // given
        OffsetAndMetadata other = new OffsetAndMetadata(
                12, Optional.empty(), new SyncNote("us-east->eu-west", 10, TOPIC, "exact").encode());

        // then
        assertThat(decide(4, new TranslatedOffset.Exact(5, false), Optional.of(other)))
                .isEqualTo(new Step.Leave(SyncOutcome.AHEAD_AT_TARGET));
    }

    @Test
    void shouldLeaveWhatHasNoTranslation() {
        assertThat(decide(4, new TranslatedOffset.None(Untranslatable.NOT_BEGUN), Optional.empty()))
                .isEqualTo(new Step.Leave(SyncOutcome.NOT_BEGUN));
    }

    @Test
    void shouldNotTakeAnApplicationsMetadataForItsOwn() {
        assertThat(SyncNote.read(null)).isEmpty();
        assertThat(SyncNote.read("")).isEmpty();
        assertThat(SyncNote.read("AgAAAYfy")).isEmpty();
        assertThat(SyncNote.read("{\"domicile\":1}")).isEmpty();
        assertThat(SyncNote.read("{\"domicile\":1,\"source\":3,\"topic\":\"!\"}"))
                .isEmpty();
        assertThat(SyncNote.read("{broken")).isEmpty();
        SyncNote note = new SyncNote(LINK, Long.MAX_VALUE, TOPIC, "exact");
        assertThat(SyncNote.read(note.encode())).hasValue(note);
    }

    private static Step decide(long wanted, TranslatedOffset translated, Optional<OffsetAndMetadata> present) {
        return SyncRules.decide(LINK, wanted, TOPIC, translated, present);
    }

    private static OffsetAndMetadata ours(long target, long source, String precision) {
        return new OffsetAndMetadata(target, Optional.empty(), new SyncNote(LINK, source, TOPIC, precision).encode());
    }

    private static OffsetAndMetadata theirs(long target) {
        return new OffsetAndMetadata(target, Optional.empty(), "");
    }
}

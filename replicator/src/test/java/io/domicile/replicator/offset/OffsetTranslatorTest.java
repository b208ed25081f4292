package io.domicile.replicator.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Provenance;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTranslatorTest {

    private final FakeMirror mirror = new FakeMirror(new Random(1));

    @Test
    void shouldFindTheFirstRecordThatTheGroupHasNotRead() {
        // given
        mirror.copy(0).copy(1).hole().copy(5).copy(6).hole();

        // then
        assertThat(translate(0, 8)).isEqualTo(new TranslatedOffset.Exact(0, false));
        assertThat(translate(1, 8)).isEqualTo(new TranslatedOffset.Exact(1, false));
        assertThat(translate(2, 8)).isEqualTo(new TranslatedOffset.Exact(3, false));
        assertThat(translate(6, 8)).isEqualTo(new TranslatedOffset.Exact(4, false));
    }

    @Test
    void shouldGoToTheEndWhereNothingIsLeftToRead() {
        // given
        mirror.copy(0).copy(1).hole();

        // then
        assertThat(translate(2, 3)).isEqualTo(new TranslatedOffset.Exact(3, true));
        assertThat(translate(3, 3)).isEqualTo(new TranslatedOffset.Exact(3, true));
    }

    @Test
    void shouldSayThatTheLinkIsBehindTheGroup() {
        // given
        mirror.copy(0).copy(1).hole();

        // then
        assertThat(translate(9, 3)).isEqualTo(new TranslatedOffset.Early(3));
    }

    @Test
    void shouldNotCallTheEndExactWhileATransactionIsNotOver() {
        // given
        mirror.copy(0).withOpenTransaction();

        // then
        assertThat(translate(5, 8)).isEqualTo(new TranslatedOffset.Early(1));
        assertThat(translate(0, 8)).isEqualTo(new TranslatedOffset.Exact(0, false));
    }

    @Test
    void shouldTranslateNothingWithoutALedgerOrOfAnotherTopic() {
        // given
        mirror.copy(0);
        LedgerEntry other = new LedgerEntry(SourcePosition.at(1), FakeMirror.EARLIER, 1);

        // then
        assertThat(OffsetTranslator.translate(0, Optional.empty(), FakeMirror.SOURCE, mirror))
                .isEqualTo(new TranslatedOffset.None(Untranslatable.NOT_BEGUN));
        assertThat(OffsetTranslator.translate(0, Optional.of(other), FakeMirror.SOURCE, mirror))
                .isEqualTo(new TranslatedOffset.None(Untranslatable.OTHER_SOURCE));
    }

    @Test
    void shouldLeaveTheRecordsOfAnEarlierTopicBehind() {
        // given
        mirror.add(new Provenance(1, FakeMirror.EARLIER, 7))
                .add(new Provenance(1, FakeMirror.EARLIER, 8))
                .copy(0)
                .copy(1);

        // then
        assertThat(translate(0, 2)).isEqualTo(new TranslatedOffset.Exact(2, false));
    }

    @Test
    void shouldNotLeaveOutATombstoneThatErasesAtTheVeryPlace() {
        // given
        mirror.copy(0)
                .copy(1)
                .add(new Provenance(1, FakeMirror.SOURCE, 2, Provenance.Kind.PURGE))
                .hole()
                .copy(2);

        // then
        assertThat(translate(2, 3)).isEqualTo(new TranslatedOffset.Exact(2, false));
    }

    @Test
    void shouldReadLittleOfALongMirror() {
        // given
        for (int source = 0; source < 200_000; source++) {
            if (source % 500 == 0) {
                mirror.hole();
            }
            mirror.copy(source);
        }

        // when
        TranslatedOffset translated = translate(77_777, 200_000);

        // then
        assertThat(translated).isEqualTo(new TranslatedOffset.Exact(77_777 + 156, false));
        assertThat(mirror.reads).isLessThan(15);
    }

    /** Every kind of break at once, against reading the whole mirror. */
    @ParameterizedTest
    @ValueSource(longs = {11, 22, 33, 44, 55, 66, 77, 88})
    void shouldAgreeWithReadingTheWholeMirror(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            // given
            FakeMirror mixed = new FakeMirror(random);
            long source = random.nextInt(5);
            for (int i = random.nextInt(10); i > 0; i--) {
                mixed.add(new Provenance(1, FakeMirror.EARLIER, 1_000 + i));
            }
            for (int i = random.nextInt(400); i > 0; i--) {
                switch (random.nextInt(6)) {
                    case 0 -> source += 1 + random.nextInt(20);
                    case 1 -> mixed.hole();
                    case 2 -> mixed.add(new Provenance(1, FakeMirror.SOURCE, source, Provenance.Kind.PURGE));
                    default -> mixed.copy(source++);
                }
            }
            for (int i = random.nextInt(40); i > 0 && mixed.end() > 0; i--) {
                mixed.compact(random.nextLong(mixed.end()));
            }
            if (random.nextInt(4) == 0 && mixed.end() > 0) {
                mixed.startAt(random.nextLong(mixed.end()));
            }
            long position = source + random.nextInt(3);
            long wanted = random.nextLong(position + 1);

            // when
            TranslatedOffset translated = OffsetTranslator.translate(wanted, entry(position), FakeMirror.SOURCE, mixed);

            // then
            Optional<Landmark> first = mixed.records.values().stream()
                    .filter(landmark -> landmark.provenance().origin().equals(FakeMirror.SOURCE))
                    .filter(landmark -> landmark.provenance().offset() >= wanted)
                    .findFirst();
            assertThat(translated)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new TranslatedOffset.Exact(
                            first.map(Landmark::target).orElse(mixed.end()), first.isEmpty()));
        }
    }

    /** After a lane was made to copy again, any answer will do that leaves out nothing. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void shouldLeaveOutNothingWhereOffsetsWereCopiedAgain(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            // given
            FakeMirror twice = new FakeMirror(random);
            int first = 1 + random.nextInt(100);
            for (int source = 0; source < first; source++) {
                twice.copy(source);
            }
            int from = random.nextInt(first);
            int to = from + 1 + random.nextInt(200);
            for (int source = from; source < to; source++) {
                twice.copy(source);
            }
            long wanted = random.nextLong(to);

            // when
            TranslatedOffset.Exact translated =
                    (TranslatedOffset.Exact) OffsetTranslator.translate(wanted, entry(to), FakeMirror.SOURCE, twice);

            // then
            assertThat(twice.records.tailMap(translated.target()).values())
                    .extracting(landmark -> landmark.provenance().offset())
                    .contains(wanted, (long) to - 1);
            assertThat(twice.records.get(translated.target()).provenance().offset())
                    .isEqualTo(wanted);
        }
    }

    private TranslatedOffset translate(long wanted, long position) {
        return OffsetTranslator.translate(wanted, entry(position), FakeMirror.SOURCE, mirror);
    }

    private static Optional<LedgerEntry> entry(long position) {
        return Optional.of(new LedgerEntry(SourcePosition.at(position), FakeMirror.SOURCE, 1));
    }
}

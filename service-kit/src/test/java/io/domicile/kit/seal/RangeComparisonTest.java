package io.domicile.kit.seal;

import static io.domicile.kit.seal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.seal.Finding.Kind;
import io.domicile.kit.seal.RangeComparison.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangeComparisonTest {

    /** Offsets 2 and 5 are markers. */
    private static final List<ConsumerRecord<byte[], byte[]>> SEALED =
            List.of(entry(0, "a"), entry(1, "b"), entry(3, "c"), entry(4, "d"));

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void shouldFindNothingWhereEveryEntryIsAsItWasSealed() {
        RangeComparison comparison = compared(SEALED);

        assertThat(findings).isEmpty();
        assertThat(comparison.entries()).isEqualTo(4);
    }

    static Stream<ConsumerRecord<byte[], byte[]>> othersAtTheFirstOffset() {
        return Stream.of(
                entry(0, "x"),
                entry(0, 999, null, "a", "content-type", "x"),
                entry(0, 1_000, "key", "a", "content-type", "x"),
                entry(0, 1_000, null, null, "content-type", "x"),
                entry(0, 1_000, null, "a", "content-type", "y"),
                entry(0, 1_000, null, "a", "content-typo", "x"));
    }

    @ParameterizedTest
    @MethodSource("othersAtTheFirstOffset")
    void shouldFindAChangeOfAnyPartOfAnEntry(ConsumerRecord<byte[], byte[]> other) {
        compared(List.of(other, SEALED.get(1), SEALED.get(2), SEALED.get(3)));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_ALTERED);
            assertThat(finding.sequence()).isEqualTo(1);
            assertThat(finding.text()).startsWith("seal 1, partition 0, offsets 0 to 3: ");
        });
    }

    @Test
    void shouldFindEntriesThatChangedPlaces() {
        compared(List.of(entry(0, "b"), entry(1, "a"), SEALED.get(2), SEALED.get(3)));

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.ENTRIES_ALTERED);
    }

    @Test
    void shouldFindARemovedAndAnInsertedEntryInTheirRanges() {
        compared(List.of(SEALED.get(1), SEALED.get(2), SEALED.get(3), entry(5, "in place of a marker")));

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.ENTRIES_REMOVED, Kind.ENTRIES_ADDED);
        assertThat(findings).extracting(Finding::sequence).containsExactly(1L, 2L);
    }

    @Test
    void shouldFindAllThatIsGone() {
        compared(List.of());

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.ENTRIES_REMOVED, Kind.ENTRIES_REMOVED);
    }

    @Test
    void shouldNotMixUpTheBytesOfNeighbouringParts() {
        RangeDigest one = new RangeDigest(0, 0);
        RangeDigest other = new RangeDigest(0, 0);
        one.add(entry(0, 1, "ab", "c", "h", "x"));
        other.add(entry(0, 1, "a", "bc", "h", "x"));

        assertThat(one.upTo(1).digest()).isNotEqualTo(other.upTo(1).digest());
    }

    @Test
    void shouldSayFromWhereNothingCouldBeRead() {
        RangeComparison comparison = new RangeComparison(ranges(), findings::add);
        SEALED.subList(0, 2).forEach(comparison::add);

        comparison.breakOff(3);
        comparison.finish();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_UNREADABLE);
            assertThat(finding.sequence()).isEqualTo(2);
        });
        assertThat(comparison.entries()).isEqualTo(2);
    }

    @Test
    void shouldTellWhatRetentionRemovedApartFromWhatWasDeletedEarly() {
        RemovedRanges expired = new RemovedRanges(4, OptionalLong.of(5_000));
        RemovedRanges early = new RemovedRanges(4, OptionalLong.of(1_001));
        RemovedRanges keptForever = new RemovedRanges(3, OptionalLong.empty());

        for (RemovedRanges removed : List.of(expired, early, keptForever)) {
            assertThat(ranges().stream().filter(removed::takes)).hasSize(removed == keptForever ? 1 : 2);
            removed.tell(findings::add);
        }

        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactly(Kind.NO_LONGER_THERE, Kind.REMOVED_EARLY, Kind.REMOVED_EARLY);
        assertThat(findings.get(0).text())
                .isEqualTo("seals 1 to 2, partition 0, offsets 0 to 6: 4 entries removed by retention; the last seal's"
                        + " only in part, what is left of them is not verified");
        assertThat(findings.get(2).text()).startsWith("seals 1 to 1, ").doesNotContain("in part");
    }

    private RangeComparison compared(List<ConsumerRecord<byte[], byte[]>> found) {
        RangeComparison comparison = new RangeComparison(ranges(), findings::add);
        found.forEach(comparison::add);
        comparison.finish();
        return comparison;
    }

    private static List<Sealed> ranges() {
        RangeDigest first = new RangeDigest(0, 0);
        RangeDigest second = new RangeDigest(0, 3);
        SEALED.subList(0, 2).forEach(first::add);
        SEALED.subList(2, 4).forEach(second::add);
        return List.of(new Sealed(1, first.upTo(3)), new Sealed(2, second.upTo(6)));
    }
}

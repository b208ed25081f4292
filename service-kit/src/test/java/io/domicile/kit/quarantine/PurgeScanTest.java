package io.domicile.kit.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.setaside.SetAsidePosition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PurgeScanTest {

    private static final Instant BEFORE = Instant.ofEpochSecond(100);

    private final PurgeScan scan = new PurgeScan(BEFORE, new TreeMap<>(Map.of(0, 50L, 1, 60L, 2, 70L)));

    @Test
    void shouldStopAtTheFirstRecordThatIsNotOlder() {
        add(0, 10, 1, "suspended", QuarantineState.WAITING);
        add(0, 12, 99, "suspended", QuarantineState.RELEASED);
        add(0, 15, 100, "suspended", QuarantineState.WAITING);
        add(0, 20, 1, "suspended", QuarantineState.WAITING);

        assertThat(scan.ranges()).containsExactly(new PurgeRange(0, 10, 15, 2, 1, Map.of("suspended", 2L)));
    }

    @Test
    void shouldTakeAPartitionToItsEndWhereAllIsOlder() {
        add(1, 3, 1, "no-route", QuarantineState.WAITING);
        add(1, 7, 2, "misrouted", QuarantineState.REFERENCE_ONLY);

        assertThat(scan.ranges())
                .containsExactly(new PurgeRange(1, 3, 60, 2, 0, Map.of("no-route", 1L, "misrouted", 1L)));
    }

    @Test
    void shouldLeaveAPartitionWithoutAnOlderRecordAlone() {
        add(2, 3, 100, "no-route", QuarantineState.WAITING);
        add(2, 4, 1, "no-route", QuarantineState.WAITING);

        assertThat(scan.ranges()).isEmpty();
    }

    @Test
    void shouldNotTakeWhatStrangersWroteIntoEvidence() {
        add(0, 0, 1, "Jane Doe <jane@example.com>", QuarantineState.WAITING);
        add(0, 1, 1, "", QuarantineState.WAITING);

        assertThat(scan.ranges())
                .singleElement()
                .satisfies(range -> assertThat(range.reasons()).isEqualTo(Map.of("unknown", 2L)));
    }

    private void add(int partition, long offset, long seconds, String reason, QuarantineState state) {
        scan.add(new QuarantinedRecord(
                new SetAsidePosition(partition, offset),
                Instant.ofEpochSecond(seconds),
                reason,
                Optional.empty(),
                1,
                Optional.empty(),
                state,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty()));
    }
}

package io.domicile.replicator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.provenance.Origin;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCodecTest {

    private static final Origin ORIGIN = new Origin("cluster-1", Uuid.randomUuid());

    @Test
    void shouldReadWhatItWrote() {
        // given
        LedgerEntry entry = new LedgerEntry(new SourcePosition(4711, Optional.of(3)), ORIGIN, 2);

        // when
        OffsetAndMetadata committed = LedgerCodec.encode(entry);

        // then
        assertThat(LedgerCodec.decode(committed)).isEqualTo(entry);
    }

    @Test
    void shouldKeepTheSourceEpochOutOfTheTargetsOffset() {
        // when
        OffsetAndMetadata committed =
                LedgerCodec.encode(new LedgerEntry(new SourcePosition(1, Optional.of(9)), ORIGIN, 1));

        // then
        assertThat(committed.leaderEpoch()).isEmpty();
        assertThat(committed.metadata().length()).isLessThan(4096);
    }

    @Test
    void shouldKeepAnUnknownEpochUnknown() {
        // given
        LedgerEntry entry = new LedgerEntry(SourcePosition.at(0), ORIGIN, 1);

        // then
        assertThat(LedgerCodec.decode(LedgerCodec.encode(entry)).position().leaderEpoch())
                .isEmpty();
    }

    @Test
    void shouldKeepThatALaneWentOnPastAGap() {
        // given
        LedgerEntry entry = new LedgerEntry(
                new SourcePosition(4711, Optional.of(3)), ORIGIN, 2, Optional.of(new Resumption(2, 1L << 40)));

        // then
        assertThat(LedgerCodec.decode(LedgerCodec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void shouldKeepWhatTheMirrorHas() {
        // given
        LedgerEntry entry = new LedgerEntry(
                new SourcePosition(4711, Optional.of(3)), ORIGIN, 2, Optional.empty(), new Copies(12, 4700));

        // then
        assertThat(LedgerCodec.decode(LedgerCodec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void shouldReadEntriesFromBeforeThereWereResumptionsAndWithFieldsOfLaterVersions() {
        // given
        String metadata = "{\"v\":1,\"cluster\":\"cluster-1\",\"topic\":\"" + ORIGIN.topicId()
                + "\",\"leaderEpoch\":3,\"linkEpoch\":2,\"run\":[1,2]}";

        // then
        assertThat(LedgerCodec.decode(new OffsetAndMetadata(7, metadata)))
                .isEqualTo(new LedgerEntry(new SourcePosition(7, Optional.of(3)), ORIGIN, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not json",
                "[1]",
                "{\"v\":2,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"leaderEpoch\":1,\"linkEpoch\":1}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"?\",\"leaderEpoch\":1,\"linkEpoch\":1}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"linkEpoch\":1}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"leaderEpoch\":1,\"linkEpoch\":1,"
                        + "\"resumption\":{\"number\":1}}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"leaderEpoch\":1,\"linkEpoch\":1,"
                        + "\"resumption\":{\"number\":0,\"mirrorEnd\":4}}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"leaderEpoch\":1,\"linkEpoch\":1,"
                        + "\"copies\":{\"since\":1}}",
                "{\"v\":1,\"cluster\":\"c\",\"topic\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"leaderEpoch\":1,\"linkEpoch\":1,"
                        + "\"copies\":{\"since\":1,\"next\":6}}"
            })
    void shouldRefuseMetadataThatIsNotItsOwn(String metadata) {
        assertThatThrownBy(() -> LedgerCodec.decode(new OffsetAndMetadata(5, metadata)))
                .isInstanceOf(UnreadableLedgerException.class);
    }
}

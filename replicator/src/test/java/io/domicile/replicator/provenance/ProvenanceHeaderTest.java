package io.domicile.replicator.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceHeaderTest {

    private static final Provenance PROVENANCE =
            new Provenance(2, new Origin("MkU3OEVBNTcwNTJENDM2Qg", Uuid.randomUuid()), 4711);

    @Test
    void shouldReadWhatItWrote() {
        // given
        RecordHeaders headers = new RecordHeaders();

        // when
        ProvenanceHeader.replace(headers, PROVENANCE);

        // then
        assertThat(ProvenanceHeader.read(headers)).contains(PROVENANCE);
    }

    @Test
    void shouldReplaceEveryHeaderOfItsNameInAnyCase() {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add("residency-source", new byte[] {1});
        headers.add("Residency-Source", new byte[] {2});
        headers.add("residency-home", new byte[] {3});

        // when
        ProvenanceHeader.replace(headers, PROVENANCE);

        // then
        assertThat(headers.toArray()).hasSize(2);
        assertThat(ProvenanceHeader.read(headers)).contains(PROVENANCE);
    }

    @Test
    void shouldTellATombstoneThatErasesFromACopy() {
        // given
        Provenance purge = new Provenance(2, PROVENANCE.origin(), 4711, Provenance.Kind.PURGE);
        RecordHeaders headers = new RecordHeaders();

        // when
        ProvenanceHeader.replace(headers, purge);

        // then
        assertThat(ProvenanceHeader.read(headers)).contains(purge);
        assertThat(purge.next()).isEqualTo(4711);
        assertThat(PROVENANCE.next()).isEqualTo(4712);
    }

    @Test
    void shouldStayWithinTheSizeItPromises() {
        // given
        Provenance longest = new Provenance(Long.MAX_VALUE, PROVENANCE.origin(), Long.MAX_VALUE, Provenance.Kind.PURGE);

        // then
        assertThat(ProvenanceHeader.encode(longest).length() + ProvenanceHeader.NAME.length() + 10)
                .isLessThan(ProvenanceHeader.MAX_BYTES);
    }

    @Test
    void shouldNotBelieveADoubledHeader() {
        // given
        RecordHeaders headers = new RecordHeaders();
        ProvenanceHeader.replace(headers, PROVENANCE);
        headers.add(headers.lastHeader(ProvenanceHeader.NAME));

        // then
        assertThat(ProvenanceHeader.read(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1;1;c;t",
                "2;1;c;AAAAAAAAAAAAAAAAAAAAAA;5",
                "1;0;c;AAAAAAAAAAAAAAAAAAAAAA;5",
                "1;1;;AAAAAAAAAAAAAAAAAAAAAA;5",
                "1;1;c;not an id;5",
                "1;1;c;AAAAAAAAAAAAAAAAAAAAAA;-1",
                "1;1;c;AAAAAAAAAAAAAAAAAAAAAA;5;6"
            })
    void shouldNotBelieveAMalformedHeader(String text) {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add(ProvenanceHeader.NAME, text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(ProvenanceHeader.read(headers)).isEmpty();
    }
}

package io.domicile.kit.seal;

import static io.domicile.kit.seal.Entries.KEY;
import static io.domicile.kit.seal.Entries.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.audit.SingleSchemaRegistry;
import io.domicile.kit.seal.Finding.Kind;
import io.domicile.schemas.audit.AuditSeal;
import io.domicile.schemas.serde.FramedWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealChainTest {

    private static final SealKey OTHER = SealKey.derivedFrom(new byte[32]);

    private final List<Finding> findings = new ArrayList<>();
    private final Seal first = seal(1, Bytes.NONE, 0, 10, KEY);
    private final Seal second = seal(2, first.link(), 10, 20, KEY);
    private final Seal third = seal(3, second.link(), 20, 30, KEY);

    @Test
    void shouldLinkSealsThatFollowEachOther() {
        assertThat(linked(true, first, second, third).seals()).containsExactly(first, second, third);
        assertThat(findings).isEmpty();
    }

    @Test
    void shouldFindAMissingSealInTheMiddleAndGoOnBehindIt() {
        assertThat(linked(true, first, third).seals()).containsExactly(first, third);
        assertThat(findings).containsExactly(new Finding(Kind.MISSING_SEALS, 2, "seals 2 to 2 are missing"));
    }

    @Test
    void shouldTellMissingFirstSealsApartFromThoseRetentionRemoved() {
        linked(true, second);
        linked(false, second);

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISSING_SEALS, Kind.NO_LONGER_THERE);
    }

    @Test
    void shouldFindASealThatIsNotOfTheKeyOrOfTheRegion() {
        Seal elsewhere = Seal.made(2, first.link(), "us-east", Instant.EPOCH, second.ranges(), KEY);

        assertThat(linked(true, first, seal(2, first.link(), 10, 20, OTHER), elsewhere, second)
                        .seals())
                .containsExactly(first, second);
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.FORGED_SEAL, Kind.FORGED_SEAL);
    }

    @Test
    void shouldFindASealWhoseContentIsNotWhatWasAuthenticated() {
        Seal altered =
                new Seal(2, first.link(), "eu-west", second.time(), List.of(range(0, 10, 21)), second.authentication());

        linked(true, first, altered);

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.FORGED_SEAL);
    }

    @Test
    void shouldFindARecordThatIsNoSeal() {
        SealChain chain = new SealChain("eu-west", KEY, true, findings::add);

        chain.add(7, Optional.empty());

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.FORGED_SEAL);
            assertThat(finding.text()).contains("offset 7");
        });
    }

    @Test
    void shouldFindASecondChain() {
        Seal rival = seal(2, first.link(), 10, 19, KEY);
        Seal follower = seal(3, rival.link(), 20, 30, KEY);

        linked(true, first, second, rival);
        linked(true, first, second, follower);

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.FORKED_CHAIN, Kind.FORKED_CHAIN);
    }

    @Test
    void shouldFindOffsetsThatNoSealSpeaksOf() {
        linked(true, first, seal(2, first.link(), 12, 20, KEY));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNSEALED_GAP);
            assertThat(finding.text()).contains("seal 1 ends at offset 10, seal 2 begins at 12");
        });
    }

    @Test
    void shouldBeginANewPartitionAnywhere() {
        Seal grown =
                Seal.made(2, first.link(), "eu-west", Instant.EPOCH, List.of(range(0, 10, 20), range(1, 0, 5)), KEY);

        linked(true, first, grown);

        assertThat(findings).isEmpty();
    }

    @Test
    void shouldReadASealAsItWasWritten() {
        SingleSchemaRegistry registry = new SingleSchemaRegistry();
        byte[] framed = SealCodec.write(second, new FramedWriter<>(registry, AuditSeal.getClassSchema()));

        Seal read = SealCodec.read(framed, registry).orElseThrow();

        assertThat(read.isAuthentic(KEY)).isTrue();
        assertThat(read.hash()).isEqualTo(second.hash()).hasSize(64);
        assertThat(read.ranges()).isEqualTo(second.ranges());
    }

    private SealChain linked(boolean isFromTheBeginning, Seal... seals) {
        SealChain chain = new SealChain("eu-west", KEY, isFromTheBeginning, findings::add);
        for (Seal seal : seals) {
            chain.add(0, Optional.of(seal));
        }
        return chain;
    }

    private static Seal seal(long sequence, Bytes previous, long from, long to, SealKey key) {
        return Seal.made(sequence, previous, "eu-west", Instant.EPOCH, List.of(range(0, from, to)), key);
    }
}

package io.domicile.cli.verify.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.verify.mirror.MirrorFinding.Problem;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MirrorRulesTest {

    private static final Uuid TOPIC_ID = new Uuid(1, 2);
    private static final String CLUSTER = "cluster-of-eu-west";
    private static final byte[] VALUE = {1, 2, 3};

    private final SourceIndex index = new SourceIndex();
    private final Map<ByteBuffer, Long> newestOnMirror = new HashMap<>();
    private final MirrorRules rules = new MirrorRules(
            new RegionId("eu-west"), DataClass.USER_CREDENTIALS, CLUSTER, TOPIC_ID, index, newestOnMirror);

    @Test
    void shouldAgreeWithARecordThatStandsAtTheSourceAsItStandsHere() {
        source(4, "acme/u-1", 1000, VALUE);
        source(5, "acme/u-1", 1001, null);

        assertThat(rules.judge(copy(0, 4, "acme/u-1", 1000, VALUE))).isEqualTo(new MirrorRules.Verdict.Agrees());
        assertThat(rules.judge(copy(1, 5, "acme/u-1", 1001, null))).isEqualTo(new MirrorRules.Verdict.Agrees());
    }

    @Test
    void shouldFindARecordThatIsAnotherThanAtTheSource() {
        source(4, "acme/u-1", 1000, VALUE);
        source(5, "acme/u-2", 1000, VALUE);
        source(6, "acme/u-3", 1000, VALUE);

        assertThat(problem(copy(0, 4, "acme/u-9", 1000, VALUE))).contains(Problem.KEY_DIFFERS);
        assertThat(problem(copy(1, 5, "acme/u-2", 1001, VALUE))).contains(Problem.TIMESTAMP_DIFFERS);
        assertThat(problem(copy(2, 6, "acme/u-3", 1000, null))).contains(Problem.KIND_DIFFERS);
    }

    @Test
    void shouldFindASourceOffsetThatWasCopiedTwice() {
        source(4, "acme/u-1", 1000, VALUE);
        rules.judge(copy(0, 4, "acme/u-1", 1000, VALUE));

        assertThat(problem(copy(1, 4, "acme/u-1", 1000, VALUE))).contains(Problem.DUPLICATE);
    }

    @Test
    void shouldNotTakeALinksTombstoneThatErasesForARecordOfTheSource() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        Provenance purge = new Provenance(1, new Origin(CLUSTER, TOPIC_ID), 7, Provenance.Kind.PURGE);
        ProvenanceHeader.replace(headers, purge);

        assertThat(rules.judge(erasure(headers, null))).isEqualTo(new MirrorRules.Verdict.Compacted());
        assertThat(problem(erasure(headers, VALUE))).contains(Problem.NO_TAG);
    }

    private static ConsumerRecord<byte[], byte[]> erasure(Headers headers, byte[] value) {
        byte[] key = utf8("acme/u-1");
        return new ConsumerRecord<>(
                "eu-west.egress.user-credentials",
                0,
                3,
                1000,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    @Test
    void shouldTellCompactionFromInvention() {
        source(9, "acme/u-1", 1009, VALUE);
        newestOnMirror.put(ByteBuffer.wrap(utf8("acme/u-2")), 50L);

        assertThat(rules.judge(copy(0, 3, "acme/u-1", 1003, VALUE))).isEqualTo(new MirrorRules.Verdict.Compacted());
        assertThat(rules.judge(copy(1, 4, "acme/u-2", 1003, VALUE))).isEqualTo(new MirrorRules.Verdict.Compacted());
        assertThat(rules.judge(copy(2, 5, "acme/u-3", 1003, null))).isEqualTo(new MirrorRules.Verdict.Compacted());
        assertThat(problem(copy(3, 6, "acme/u-4", 1003, VALUE))).contains(Problem.NOT_AT_SOURCE);
        assertThat(problem(copy(4, 10, "acme/u-1", 1003, VALUE))).contains(Problem.OFFSET_BEYOND_SOURCE);
    }

    @Test
    void shouldFindATagThatPermitsNoCopy() {
        assertThat(changed(headers -> headers.remove("residency-epoch"))).contains(Problem.MALFORMED_TAG);
        assertThat(changed(headers -> headers.add(new RecordHeader("Residency-Home", utf8("eu-west")))))
                .contains(Problem.DOUBLED_TAG);
        assertThat(changed(RecordHeaders::stripReserved)).contains(Problem.NO_TAG);
        assertThat(changed(headers -> RecordHeaders.replaceTag(headers, tag("us-east", "acme", "user-credentials"))))
                .contains(Problem.FOREIGN_HOME);
        assertThat(changed(headers -> RecordHeaders.replaceTag(headers, tag("eu-west", "acme", "telemetry"))))
                .contains(Problem.WRONG_CLASS);
        assertThat(changed(headers -> RecordHeaders.replaceTag(headers, tag("eu-west", "dunes", "user-credentials"))))
                .contains(Problem.KEY_IS_ANOTHERS);
    }

    @Test
    void shouldFindProvenanceThatIsNotTheSources() {
        assertThat(changed(headers -> headers.remove(ProvenanceHeader.NAME))).contains(Problem.NO_PROVENANCE);
        assertThat(changed(headers -> headers.add(ProvenanceHeader.NAME, utf8("1;1;x;y;0"))))
                .contains(Problem.NO_PROVENANCE);
        assertThat(changed(headers -> ProvenanceHeader.replace(
                        headers, new Provenance(1, new Origin("another-cluster", TOPIC_ID), 4))))
                .contains(Problem.FOREIGN_CLUSTER);
        assertThat(changed(headers ->
                        ProvenanceHeader.replace(headers, new Provenance(1, new Origin(CLUSTER, new Uuid(3, 4)), 4))))
                .contains(Problem.FOREIGN_TOPIC);
    }

    private Optional<Problem> changed(Consumer<Headers> change) {
        source(4, "acme/u-1", 1000, VALUE);
        ConsumerRecord<byte[], byte[]> copy = copy(0, 4, "acme/u-1", 1000, VALUE);
        change.accept(copy.headers());
        return problem(copy);
    }

    private Optional<Problem> problem(ConsumerRecord<byte[], byte[]> copy) {
        return rules.judge(copy) instanceof MirrorRules.Verdict.Wrong wrong
                ? Optional.of(wrong.problem())
                : Optional.empty();
    }

    private void source(long offset, String key, long timestamp, byte[] value) {
        index.add(record(offset, key, timestamp, value));
        index.end(offset + 1);
    }

    private static ConsumerRecord<byte[], byte[]> copy(
            long offset, long sourceOffset, String key, long timestamp, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = record(offset, key, timestamp, value);
        RecordHeaders.replaceTag(record.headers(), tag("eu-west", "acme", "user-credentials"));
        ProvenanceHeader.replace(record.headers(), new Provenance(1, new Origin(CLUSTER, TOPIC_ID), sourceOffset));
        return record;
    }

    private static ResidencyTag tag(String home, String organization, String dataClass) {
        return new ResidencyTag(
                new RegionId(home), new Jurisdiction("EU"), new OrganizationId(organization), dataClass, 1);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, long timestamp, byte[] value) {
        return new ConsumerRecord<>(
                "topic",
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length(),
                value == null ? -1 : value.length,
                utf8(key),
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.CATALOGUE;
import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDecoderTest {

    private static final OrganizationPolicy POLICY = Samples.policy(ACME, WEST, true, 7);

    private final MapSchemaRegistry registry = new MapSchemaRegistry(11);
    private final PolicyEncoder encoder = new PolicyEncoder(registry);
    private final PolicyDecoder decoder = new PolicyDecoder(registry, CATALOGUE);

    @Test
    void shouldReadBackWhatWasWritten() {
        PolicyRecord read = decoder.decode(PolicyKeys.entry(ACME), encoder.entry(POLICY));

        assertThat(read).isEqualTo(Samples.entry(POLICY));
    }

    @Test
    void shouldReadBackAHeartbeatAndTakeNothingElseForOne() {
        byte[] heartbeat = encoder.heartbeat(1, Duration.ofMillis(1500), Instant.EPOCH);

        assertThat(decoder.decode(PolicyKeys.heartbeat(), heartbeat))
                .isEqualTo(new PolicyRecord.Heartbeat(Duration.ofMillis(1500)));
        assertThat(decoder.decode(PolicyKeys.heartbeat(), null)).isEqualTo(new PolicyRecord.Foreign());
        assertThat(decoder.decode(PolicyKeys.heartbeat(), new byte[] {0, 0, 0, 0, 0, 1}))
                .isEqualTo(new PolicyRecord.Foreign());
        assertThat(decoder.decode(PolicyKeys.heartbeat(), encoder.entry(POLICY)))
                .isEqualTo(new PolicyRecord.Foreign());
        registry.failure = Kind.UNAVAILABLE;
        assertThat(new PolicyDecoder(registry, CATALOGUE).decode(PolicyKeys.heartbeat(), heartbeat))
                .isEqualTo(new PolicyRecord.Foreign());
    }

    @Test
    void shouldReadBackAManifest() {
        Manifest manifest = new Manifest(3, 1, PolicyDigest.of(List.of(POLICY)));

        assertThat(decoder.decode(PolicyKeys.manifest(), encoder.manifest(manifest)))
                .isEqualTo(new PolicyRecord.ReadableManifest(manifest));
    }

    @Test
    void shouldFillInDefaultsOfAnOlderSchemaBeforeItHashes() {
        Schema older = SchemaBuilder.record("OrganizationPolicyEntry")
                .namespace("io.domicile.schemas.policy")
                .fields()
                .requiredLong("epoch")
                .requiredString("organization")
                .requiredString("home")
                .name("standbys")
                .type()
                .array()
                .items()
                .stringType()
                .noDefault()
                .requiredBoolean("strict")
                .requiredString("state")
                .endRecord();
        GenericRecord record = new GenericData.Record(older);
        record.put("epoch", 7L);
        record.put("organization", "acme");
        record.put("home", "eu-west");
        record.put("standbys", List.of());
        record.put("strict", true);
        record.put("state", "active");
        byte[] frame = new FramedWriter<GenericRecord>(registry, older).write(record);

        assertThat(decoder.decode(PolicyKeys.entry(ACME), frame)).isEqualTo(Samples.entry(POLICY));
    }

    @Test
    void shouldNameWhatIsWrongWithAnEntry() {
        byte[] right = encoder.entry(POLICY);
        assertThat(problem(null)).isEqualTo(EntryProblem.TOMBSTONE);
        assertThat(problem(new byte[0])).isEqualTo(EntryProblem.MALFORMED);
        assertThat(problem("garbage".getBytes(StandardCharsets.UTF_8))).isEqualTo(EntryProblem.MALFORMED);
        assertThat(problem(Arrays.copyOf(right, right.length - 1))).isEqualTo(EntryProblem.MALFORMED);
        assertThat(problem(Arrays.copyOf(right, right.length + 1))).isEqualTo(EntryProblem.MALFORMED);
        assertThat(problem(encoder.manifest(new Manifest(1, 0, PolicyDigest.of(List.of())))))
                .isEqualTo(EntryProblem.MALFORMED);
        assertThat(problem(encoder.entry(Samples.policy(BOREALIS, WEST, true, 7))))
                .isEqualTo(EntryProblem.OTHER_ORGANIZATION);
        assertThat(problem(withSchemaId(right, 999))).isEqualTo(EntryProblem.UNKNOWN_SCHEMA);
        assertThat(problem(raw("Not An Id", "active", 1))).isEqualTo(EntryProblem.ILLEGAL_FIELD);
        assertThat(problem(raw("eu-west", "Active", 1))).isEqualTo(EntryProblem.ILLEGAL_FIELD);
        assertThat(problem(raw("eu-west", "active", 0))).isEqualTo(EntryProblem.ILLEGAL_FIELD);
        assertThat(problem(raw("mars-north", "active", 1))).isEqualTo(EntryProblem.UNSOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldNotAskTheRegistryForIdsThatItCannotHaveGiven(int id) {
        registry.failure = Kind.UNAVAILABLE;

        assertThat(problem(withSchemaId(encoder.entry(POLICY), id))).isEqualTo(EntryProblem.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "UNAUTHORIZED", "UNEXPECTED_ANSWER"})
    void shouldNotJudgeARecordWhileTheRegistryDoesNotSay(Kind kind) {
        byte[] entry = encoder.entry(POLICY);
        byte[] manifest = encoder.manifest(new Manifest(1, 0, PolicyDigest.of(List.of())));
        registry.failure = kind;

        assertThatThrownBy(() -> decoder.decode(PolicyKeys.entry(ACME), entry))
                .isInstanceOf(SchemaRegistryException.class);
        assertThatThrownBy(() -> decoder.decode(PolicyKeys.manifest(), manifest))
                .isInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void shouldTakeAManifestForUnreadableWhereverItIsBroken() {
        byte[] right = encoder.manifest(new Manifest(1, 0, PolicyDigest.of(List.of())));

        for (byte[] wrong :
                List.of(Arrays.copyOf(right, right.length - 1), withSchemaId(right, 999), withSchemaId(right, 0))) {
            assertThat(decoder.decode(PolicyKeys.manifest(), wrong)).isEqualTo(new PolicyRecord.UnreadableManifest());
        }
        registry.failure = Kind.UNAVAILABLE;
        assertThat(decoder.decode(PolicyKeys.manifest(), withSchemaId(right, 0)))
                .isEqualTo(new PolicyRecord.UnreadableManifest());
    }

    @Test
    void shouldTakeAHeartbeatForNothingWhereverItIsBroken() {
        byte[] right = encoder.heartbeat(1, Duration.ofMillis(1_500), Instant.EPOCH);

        assertThat(decoder.decode(PolicyKeys.heartbeat(), right))
                .isEqualTo(new PolicyRecord.Heartbeat(Duration.ofMillis(1_500)));
        assertThat(decoder.decode(PolicyKeys.heartbeat(), null)).isEqualTo(new PolicyRecord.Foreign());
        for (byte[] wrong :
                List.of(Arrays.copyOf(right, right.length - 1), withSchemaId(right, 999), withSchemaId(right, 0))) {
            assertThat(decoder.decode(PolicyKeys.heartbeat(), wrong)).isEqualTo(new PolicyRecord.Foreign());
        }
        // and no policy waits for a registry that cannot explain a heartbeat
        registry.failure = Kind.UNAVAILABLE;
        assertThat(new PolicyDecoder(registry, CATALOGUE).decode(PolicyKeys.heartbeat(), right))
                .isEqualTo(new PolicyRecord.Foreign());
    }

    @Test
    void shouldTellManifestsEntriesAndForeignKeysApart() {
        assertThat(decoder.decode(PolicyKeys.manifest(), null)).isEqualTo(new PolicyRecord.UnreadableManifest());
        assertThat(decoder.decode(PolicyKeys.manifest(), new byte[] {1}))
                .isEqualTo(new PolicyRecord.UnreadableManifest());
        assertThat(decoder.decode(null, null)).isEqualTo(new PolicyRecord.Foreign());
        for (String key : List.of("acme/settings", "acme", "Acme/policy", "/policy", "manifest/policy/x")) {
            assertThat(decoder.decode(key.getBytes(StandardCharsets.UTF_8), null))
                    .as(key)
                    .isEqualTo(new PolicyRecord.Foreign());
        }
        OrganizationId namedManifest = new OrganizationId("manifest");
        assertThat(decoder.decode(PolicyKeys.entry(namedManifest), null))
                .isEqualTo(Samples.unreadable(namedManifest, EntryProblem.TOMBSTONE));
    }

    private EntryProblem problem(byte[] value) {
        PolicyRecord.Entry entry = (PolicyRecord.Entry) decoder.decode(PolicyKeys.entry(ACME), value);
        return ((EntryState.Unreadable) entry.state()).problem();
    }

    private byte[] raw(String home, String state, long epoch) {
        return new FramedWriter<OrganizationPolicyEntry>(registry, OrganizationPolicyEntry.getClassSchema())
                .write(new OrganizationPolicyEntry("acme", home, List.of(), false, false, state, epoch));
    }

    private static byte[] withSchemaId(byte[] frame, int id) {
        return WireFormat.withSchemaId(frame, id);
    }
}

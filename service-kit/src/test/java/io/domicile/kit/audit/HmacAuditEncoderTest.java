package io.domicile.kit.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.audit.AuditedDecision.SourcePosition;
import io.domicile.kit.config.AuditConfig;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.serde.FramedReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HmacAuditEncoderTest {

    private static final byte[] KEY = new byte[32];
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("borealis");
    private static final byte[] PAYLOAD = "the reading of sensor north-tower".getBytes(UTF_8);

    private final SingleSchemaRegistry registry = new SingleSchemaRegistry();
    private final HmacAuditEncoder encoder = encoder(KEY);

    @Test
    void shouldWriteReferencesAndKeyedDigests() {
        AuditEntry entry = read(encoder.encode(blocked(PAYLOAD)));

        assertThat(entry.getTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(entry.getRegion()).isEqualTo("eu-west");
        assertThat(entry.getEnforcementPoint()).isEqualTo("router");
        assertThat(entry.getDecision()).isEqualTo("block");
        assertThat(entry.getReason()).isEqualTo("strict-residency");
        assertThat(entry.getDataClass()).isEqualTo("telemetry");
        assertThat(entry.getDestination()).isEqualTo("us-east");
        assertThat(entry.getEpoch()).isEqualTo(4L);
        assertThat(entry.getSourceTopic()).isEqualTo("ingress.telemetry");
        assertThat(entry.getSourcePartition()).isEqualTo(2);
        assertThat(entry.getSourceOffset()).isEqualTo(99L);
        assertThat(entry.getSize()).isEqualTo(PAYLOAD.length);
        // Computed with another implementation: HMAC-SHA-256 under 32 zero bytes
        assertThat(hex(entry.getOrganizationDigest()))
                .isEqualTo("5ca52dddf445ab59991ccb4e3ea748325ed0bf6c75af7daf06b117145879f84e");
        assertThat(hex(entry.getPayloadDigest()))
                .isEqualTo("a19db1a8dd7db22379e5dd2e60152698d6aac703d3195df5f667e1ac6bba82cd");
    }

    @Test
    void shouldHoldNoTraceOfOrganizationOrPayload() {
        String bytes = new String(encoder.encode(blocked(PAYLOAD)), ISO_8859_1);

        assertThat(bytes).doesNotContain("borealis");
        for (int i = 0; i + 4 <= PAYLOAD.length; i++) {
            assertThat(bytes).doesNotContain(new String(PAYLOAD, i, 4, ISO_8859_1));
        }
    }

    @Test
    void shouldWriteNoDigestOfATombstone() {
        AuditEntry entry = read(encoder.encode(blocked(null)));

        assertThat(entry.getSize()).isZero();
        assertThat(entry.getPayloadDigest()).isNull();
        assertThat(entry.getOrganizationDigest()).isNotNull();
    }

    @Test
    void shouldWriteADecisionOfWhichLittleIsKnown() {
        AuditEntry entry = read(encoder.encode(
                new AuditedDecision("block", "no-organization", null, null, null, null, null, new byte[0])));

        assertThat(entry.getDataClass()).isNull();
        assertThat(entry.getSourceTopic()).isNull();
        assertThat(entry.getOrganizationDigest()).isNull();
        assertThat(entry.getPayloadDigest()).isNotNull();
    }

    @Test
    void shouldDigestDifferentlyUnderAnotherKey() {
        byte[] other = KEY.clone();
        other[31] = 1;

        AuditEntry one = read(encoder.encode(blocked(PAYLOAD)));
        AuditEntry two = read(encoder(other).encode(blocked(PAYLOAD)));

        assertThat(one.getOrganizationDigest()).isNotEqualTo(two.getOrganizationDigest());
        assertThat(one.getPayloadDigest()).isNotEqualTo(two.getPayloadDigest());
    }

    @Test
    void shouldBeSafeForSeveralThreads() throws Exception {
        byte[] expected = encoder.encode(blocked(PAYLOAD));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<byte[]>> encodings = Stream.generate(
                            () -> (Callable<byte[]>) () -> encoder.encode(blocked(PAYLOAD)))
                    .limit(400)
                    .toList();
            for (Future<byte[]> encoding : threads.invokeAll(encodings)) {
                assertThat(encoding.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldRefuseAKeyThatIsTooShort() {
        assertThatThrownBy(() -> encoder(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key of 31 bytes is too short; it needs at least 32");
    }

    private HmacAuditEncoder encoder(byte[] key) {
        AuditConfig config = () -> Base64.getEncoder().encodeToString(key);
        return new HmacAuditEncoder(new RegionId("eu-west"), "router", config, registry, InstantSource.fixed(NOW));
    }

    private static AuditedDecision blocked(byte[] value) {
        return new AuditedDecision(
                "block",
                "strict-residency",
                DataClass.TELEMETRY,
                new RegionId("us-east"),
                4L,
                new SourcePosition("ingress.telemetry", 2, 99),
                ORGANIZATION,
                value);
    }

    private AuditEntry read(byte[] frame) {
        return FramedReader.<AuditEntry>specific(registry, AuditEntry.getClassSchema())
                .read(frame);
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package io.domicile.kit.audit;

import io.domicile.kit.config.AuditConfig;
import io.domicile.kit.config.HmacKey;
import io.domicile.residency.RegionId;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Audit entries whose only traces of organization and payload are HMAC-SHA-256 digests: who holds the region's key can
 * check a suspicion, nobody can read one out.
 */
public final class HmacAuditEncoder implements AuditEncoder {

    private final RegionId here;
    private final String enforcementPoint;
    private final KeyedDigest digest;
    private final FramedWriter<AuditEntry> writer;
    private final InstantSource clock;

    /**
     * Registers the schema of audit entries, which may block.
     *
     * @param enforcementPoint {@code bridge}, {@code router} or {@code link}
     * @throws IllegalArgumentException if the key is not base64 of at least 32 bytes
     * @throws io.domicile.schemas.registry.SchemaRegistryException as {@link SchemaRegistry#register} does
     */
    public HmacAuditEncoder(
            RegionId here, String enforcementPoint, AuditConfig config, SchemaRegistry registry, InstantSource clock) {
        this.here = here;
        this.enforcementPoint = enforcementPoint;
        this.digest = new KeyedDigest(HmacKey.decode(config.hmacKey()));
        this.writer = new FramedWriter<>(registry, AuditEntry.getClassSchema());
        this.clock = clock;
    }

    @Override
    public byte[] encode(AuditedDecision decision) {
        AuditedDecision.SourcePosition source = decision.source();
        byte[] value = decision.value();
        return writer.write(AuditEntry.newBuilder()
                .setTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setRegion(here.value())
                .setEnforcementPoint(enforcementPoint)
                .setDecision(decision.decision())
                .setReason(decision.reason())
                .setDataClass(
                        decision.dataClass() == null
                                ? null
                                : decision.dataClass().id())
                .setDestination(
                        decision.destination() == null
                                ? null
                                : decision.destination().value())
                .setEpoch(decision.epoch())
                .setSourceTopic(source == null ? null : source.topic())
                .setSourcePartition(source == null ? null : source.partition())
                .setSourceOffset(source == null ? null : source.offset())
                .setSize(value == null ? 0 : value.length)
                .setOrganizationDigest(
                        decision.organization() == null
                                ? null
                                : digestOf(decision.organization().value().getBytes(StandardCharsets.UTF_8)))
                .setPayloadDigest(digestOf(value))
                .build());
    }

    private @Nullable ByteBuffer digestOf(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(digest.of(bytes));
    }
}

package io.domicile.kit.barrier;

import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Turns acknowledgements into the values of {@code residency.acks}. Safe for use by any thread; does no I/O. */
public final class AcknowledgementEncoder {

    private final FramedWriter<PolicyAcknowledgement> writer;
    private final InstantSource clock;

    /**
     * Registers the schema, which may block.
     *
     * @throws io.domicile.schemas.registry.SchemaRegistryException as {@link SchemaRegistry#register} does
     */
    public AcknowledgementEncoder(SchemaRegistry registry, InstantSource clock) {
        this.writer = new FramedWriter<>(registry, PolicyAcknowledgement.getClassSchema());
        this.clock = clock;
    }

    /** The value to write under the member's key. */
    public byte[] encode(Acknowledgement acknowledgement) {
        Map<String, Long> generations = new HashMap<>();
        acknowledgement.generations().forEach((region, generation) -> generations.put(region.value(), generation));
        Member member = acknowledgement.member();
        return writer.write(PolicyAcknowledgement.newBuilder()
                .setKind(member.kind().code())
                .setRegion(member.region().value())
                .setMember(member.name())
                .setGenerations(generations)
                .setTombstoned(acknowledgement.tombstoned())
                .setErased(acknowledgement.erased())
                .setLeaseMs(acknowledgement.lease().toMillis())
                .setTransactionTimeoutMs(acknowledgement.transactionTimeout().toMillis())
                .setTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build());
    }
}

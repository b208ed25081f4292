package io.domicile.kit.barrier;

import io.domicile.residency.RegionId;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.MalformedFrameException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns values of {@code residency.acks} into acknowledgements. */
final class AcknowledgementDecoder {

    private final FramedReader<PolicyAcknowledgement> reader;

    AcknowledgementDecoder(SchemaRegistry registry) {
        this.reader = FramedReader.specific(registry, PolicyAcknowledgement.getClassSchema());
    }

    /**
     * What the member says, or empty where that cannot be read or is said in the name of another.
     *
     * @throws SchemaRegistryException if the registry does not answer
     */
    Optional<Acknowledgement> decode(Member member, byte[] value) {
        try {
            PolicyAcknowledgement read = reader.read(value);
            boolean isItsOwn = read.getKind().equals(member.kind().code())
                    && read.getRegion().equals(member.region().value())
                    && read.getMember().equals(member.name());
            return isItsOwn ? Optional.of(acknowledgement(member, read)) : Optional.empty();
        } catch (MalformedFrameException malformed) {
            return Optional.empty();
        } catch (SchemaRegistryException refused) {
            return switch (refused.kind()) {
                case NOT_FOUND, INVALID_SCHEMA, INCOMPATIBLE -> Optional.empty();
                case UNAVAILABLE, UNAUTHORIZED, UNEXPECTED_ANSWER -> throw refused;
            };
        }
    }

    private static Acknowledgement acknowledgement(Member member, PolicyAcknowledgement read) {
        Map<RegionId, Long> generations = new HashMap<>();
        read.getGenerations()
                .forEach((region, generation) ->
                        RegionId.parse(region).ifPresent(known -> generations.put(known, generation)));
        return new Acknowledgement(
                member,
                generations,
                read.getTombstoned(),
                read.getErased(),
                Duration.ofMillis(read.getLeaseMs()),
                Duration.ofMillis(read.getTransactionTimeoutMs()));
    }
}

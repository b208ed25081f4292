package io.domicile.kit.seal;

import io.domicile.schemas.audit.AuditSeal;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.MalformedFrameException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals as framed Avro. */
final class SealCodec {

    private SealCodec() {}

    static byte[] write(Seal seal, FramedWriter<AuditSeal> writer) {
        List<SealedRange> ranges = seal.ranges();
        return writer.write(AuditSeal.newBuilder()
                .setSequence(seal.sequence())
                .setPrevious(ByteBuffer.wrap(seal.previous().array()))
                .setRegion(seal.region())
                .setTime(seal.time())
                .setFromOffsets(ranges.stream().map(SealedRange::from).toList())
                .setToOffsets(ranges.stream().map(SealedRange::to).toList())
                .setCounts(ranges.stream().map(SealedRange::count).toList())
                .setNewest(ranges.stream().map(SealedRange::newest).toList())
                .setDigests(ranges.stream()
                        .map(range -> ByteBuffer.wrap(range.digest().array()))
                        .toList())
                .setAuthentication(ByteBuffer.wrap(seal.authentication().array()))
                .build());
    }

    /**
     * The seal, or empty where the bytes are none.
     *
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    static Optional<Seal> read(byte @Nullable [] framed, SchemaRegistry registry) {
        if (framed == null) {
            return Optional.empty();
        }
        AuditSeal seal;
        try {
            seal = FramedReader.<AuditSeal>specific(registry, AuditSeal.getClassSchema())
                    .read(framed);
        } catch (MalformedFrameException noSeal) {
            return Optional.empty();
        }
        int partitions = seal.getFromOffsets().size();
        if (seal.getToOffsets().size() != partitions
                || seal.getCounts().size() != partitions
                || seal.getNewest().size() != partitions
                || seal.getDigests().size() != partitions) {
            return Optional.empty();
        }
        List<SealedRange> ranges = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            ranges.add(new SealedRange(
                    partition,
                    seal.getFromOffsets().get(partition),
                    seal.getToOffsets().get(partition),
                    seal.getCounts().get(partition),
                    seal.getNewest().get(partition),
                    bytes(seal.getDigests().get(partition))));
        }
        return Optional.of(new Seal(
                seal.getSequence(),
                bytes(seal.getPrevious()),
                seal.getRegion(),
                seal.getTime(),
                ranges,
                bytes(seal.getAuthentication())));
    }

    private static Bytes bytes(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.duplicate().get(array);
        return new Bytes(array);
    }
}

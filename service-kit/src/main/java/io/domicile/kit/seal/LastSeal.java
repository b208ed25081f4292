package io.domicile.kit.seal;

import io.domicile.kit.kafka.TopicReader;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest seal on the topic of seals: the only record of how far the audit is sealed. */
final class LastSeal {

    private static final int PARTITION = 0;
    private static final long FIRST_LOOK_BACK = 16;

    private LastSeal() {}

    /**
     * The newest seal, or empty where nothing is sealed yet.
     *
     * @throws SealException if the newest record is no seal, or not authentic
     */
    static Optional<Seal> read(TopicReader seals, SchemaRegistry registry, SealKey key) {
        long start = seals.starts().getOrDefault(PARTITION, 0L);
        long end = seals.writtenEnds().getOrDefault(PARTITION, 0L);
        // The last offsets may all be transaction markers
        for (long lookBack = FIRST_LOOK_BACK; ; lookBack *= 4) {
            long from = Math.max(start, end - lookBack);
            List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>(1);
            seals.read(PARTITION, from, end, record -> {
                newest.clear();
                return newest.add(record);
            });
            if (!newest.isEmpty()) {
                return Optional.of(checked(newest.get(0), registry, key));
            }
            if (from == start) {
                if (start > 0) {
                    throw new SealException("topic '" + seals.topic() + "' has lost all its seals to retention;"
                            + " they have to be kept longer than the audit lies idle");
                }
                return Optional.empty();
            }
        }
    }

    private static Seal checked(ConsumerRecord<byte[], byte[]> record, SchemaRegistry registry, SealKey key) {
        return SealCodec.read(record.value(), registry)
                .filter(seal -> seal.isAuthentic(key))
                .orElseThrow(() ->
                        new SealException("the record at offset " + record.offset() + " of topic '" + record.topic()
                                + "' is no seal under this region's audit key: forged, or the key is another"));
    }
}

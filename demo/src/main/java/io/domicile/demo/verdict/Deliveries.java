package io.domicile.demo.verdict;

import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.MalformedFrameException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What arrived of some devices' messages, told by the sequence numbers in them.
 *
 * @param once messages found exactly once
 * @param other records too many: repeated, unreadable or never sent
 * @param ordered devices whose records stand in the order in which they were published
 */
record Deliveries(long once, long other, int ordered) {

    /** @param published how many messages each device has published, by the key of its records */
    static Deliveries of(
            Map<String, Long> published, List<ConsumerRecord<byte[], byte[]>> records, SchemaRegistry registry) {
        Map<String, List<Long>> sequences = sequences(records, registry);
        long once = 0;
        int ordered = 0;
        for (Map.Entry<String, Long> device : published.entrySet()) {
            List<Long> found = sequences.getOrDefault(device.getKey(), List.of());
            once += onceEach(found, device.getValue());
            ordered += isOrdered(found) ? 1 : 0;
        }
        return new Deliveries(once, records.size() - once, ordered);
    }

    /** As {@code 812} or, where something is wrong, {@code 810 (+2 others)}. */
    String text() {
        return other == 0 ? Long.toString(once) : once + " (+" + other + " others)";
    }

    private static Map<String, List<Long>> sequences(
            List<ConsumerRecord<byte[], byte[]>> records, SchemaRegistry registry) {
        FramedReader<Telemetry> reader = FramedReader.specific(registry, Telemetry.getClassSchema());
        Map<String, List<Long>> sequences = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            sequences
                    .computeIfAbsent(RegionRecords.key(record), first -> new ArrayList<>())
                    .add(sequence(reader, record));
        }
        return sequences;
    }

    /** The message's number; -1 where it has none. */
    private static long sequence(FramedReader<Telemetry> reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() != null
                            && reader.read(record.value()).getReadings().get("seq") instanceof Long number
                    ? number
                    : -1;
        } catch (MalformedFrameException unreadable) {
            return -1;
        }
    }

    private static long onceEach(List<Long> found, long published) {
        Map<Long, Integer> counts = new HashMap<>();
        found.forEach(sequence -> counts.merge(sequence, 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == 1 && count.getKey() >= 0 && count.getKey() < published)
                .count();
    }

    private static boolean isOrdered(List<Long> sequence) {
        long last = -1;
        for (long next : sequence) {
            if (next <= last) {
                return false;
            }
            last = next;
        }
        return true;
    }
}

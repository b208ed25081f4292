package io.domicile.demo.verdict;

import io.domicile.schemas.wire.WireFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The values of a mirror by key, and whether each has the bytes of its original behind the schema id. */
final class MirroredKeys {

    private final Map<String, Integer> faithful = new HashMap<>();
    private final int strangers;

    private MirroredKeys(int strangers) {
        this.strangers = strangers;
    }

    static MirroredKeys of(List<ConsumerRecord<byte[], byte[]>> source, List<ConsumerRecord<byte[], byte[]>> mirror) {
        Map<String, byte[]> originals = new HashMap<>();
        values(source).forEach(record -> originals.put(RegionRecords.key(record), record.value()));
        Map<String, Integer> counts = new HashMap<>();
        int strangers = 0;
        for (ConsumerRecord<byte[], byte[]> copy : values(mirror)) {
            byte[] original = originals.get(RegionRecords.key(copy));
            if (original != null && hasSameBody(original, copy.value())) {
                counts.merge(RegionRecords.key(copy), 1, Integer::sum);
            } else {
                strangers++;
            }
        }
        MirroredKeys keys = new MirroredKeys(strangers);
        keys.faithful.putAll(counts);
        return keys;
    }

    /** The number of these keys found exactly once; with what else was found, where there is anything. */
    String describe(Collection<String> expected) {
        long once = expected.stream()
                .filter(key -> faithful.getOrDefault(key, 0) == 1)
                .count();
        long all = faithful.values().stream().mapToInt(Integer::intValue).sum();
        long others = all - once + strangers;
        return others == 0 ? Long.toString(once) : once + " (+" + others + " others)";
    }

    /** Whether the records of this key are values followed by one tombstone. */
    static boolean endsWithOneTombstone(List<ConsumerRecord<byte[], byte[]>> mirror, String key) {
        List<ConsumerRecord<byte[], byte[]>> records = mirror.stream()
                .filter(record -> RegionRecords.key(record).equals(key))
                .toList();
        long tombstones =
                records.stream().filter(record -> record.value() == null).count();
        return records.size() > 1
                && tombstones == 1
                && records.get(records.size() - 1).value() == null;
    }

    private static List<ConsumerRecord<byte[], byte[]>> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().filter(record -> record.value() != null).toList();
    }

    private static boolean hasSameBody(byte[] original, byte[] copy) {
        int from = WireFormat.PREFIX_LENGTH;
        return copy.length >= from
                && Arrays.equals(original, Math.min(from, original.length), original.length, copy, from, copy.length);
    }
}

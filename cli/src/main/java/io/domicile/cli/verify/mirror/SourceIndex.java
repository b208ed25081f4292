package io.domicile.cli.verify.mirror;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one source partition holds, by offset: keys, time stamps and whether there is a value. */
final class SourceIndex {

    private final Map<Long, Entry> byOffset = new HashMap<>();
    private final Map<ByteBuffer, Long> newestByKey = new HashMap<>();
    private long end;

    /** One record of the source. */
    record Entry(@Nullable ByteBuffer key, long timestamp, boolean isTombstone) {}

    void add(ConsumerRecord<byte[], byte @Nullable []> record) {
        Entry entry = new Entry(key(record), record.timestamp(), record.value() == null);
        byOffset.put(record.offset(), entry);
        if (entry.key() != null) {
            newestByKey.merge(entry.key(), record.offset(), Math::max);
        }
    }

    /** Sets the offset behind the last one the source has given out. */
    void end(long newEnd) {
        end = newEnd;
    }

    long end() {
        return end;
    }

    Optional<Entry> at(long offset) {
        return Optional.ofNullable(byOffset.get(offset));
    }

    /** Whether the source holds a newer record of this key, so that compaction may have removed an older one. */
    boolean hasNewer(@Nullable ByteBuffer key, long offset) {
        return key != null && newestByKey.getOrDefault(key, -1L) > offset;
    }

    static @Nullable ByteBuffer key(ConsumerRecord<byte @Nullable [], ?> record) {
        byte[] key = record.key();
        return key == null ? null : ByteBuffer.wrap(key);
    }
}

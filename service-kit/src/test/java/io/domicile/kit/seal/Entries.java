package io.domicile.kit.seal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Audit entries and ranges for tests. */
final class Entries {

    static final SealKey KEY = SealKey.derivedFrom("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private Entries() {}

    static ConsumerRecord<byte[], byte[]> entry(long offset, String value) {
        return entry(offset, 1_000 + offset, null, value, "content-type", "x");
    }

    static ConsumerRecord<byte[], byte[]> entry(
            long offset, long time, @Nullable String key, @Nullable String value, String header, String text) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(new RecordHeader(header, text.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                "residency.audit",
                0,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(key),
                bytes(value),
                headers,
                Optional.empty());
    }

    /** A range without entries. */
    static SealedRange range(int partition, long from, long to) {
        return new RangeDigest(partition, from).upTo(to);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.domicile.router.route;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An upper bound of a record's size as a batch of its own, uncompressed, in bytes: what producer and broker compare with
 * their limits. Never below the producer's own estimate.
 */
final class RecordSize {

    /** Header of a record batch, format 2. */
    private static final int BATCH_OVERHEAD = 61;

    /** Attributes, deltas and lengths of one record at their longest. */
    private static final int RECORD_OVERHEAD = 21;

    /** A length as a variable-length integer at its longest. */
    private static final int LENGTH = 5;

    private RecordSize() {}

    static long upperBound(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = BATCH_OVERHEAD + RECORD_OVERHEAD + LENGTH;
        size += sizeOf(key) + sizeOf(value);
        for (Header header : headers) {
            size += LENGTH + sizeOf(header.key()) + sizeOf(header.value());
        }
        return size;
    }

    private static long sizeOf(byte @Nullable [] bytes) {
        return LENGTH + (bytes == null ? 0 : bytes.length);
    }

    /** Of a header's name in UTF-8: one byte for a character of ASCII, three at most for any other. */
    private static long sizeOf(String name) {
        long size = 0;
        for (int at = 0; at < name.length(); at++) {
            size += name.charAt(at) < 0x80 ? 1 : 3;
        }
        return size;
    }
}

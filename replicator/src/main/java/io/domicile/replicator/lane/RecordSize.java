package io.domicile.replicator.lane;

import io.domicile.replicator.provenance.ProvenanceHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** An upper bound of what a copied record takes as a batch of its own, which is what the target limits. */
final class RecordSize {

    /** Batch header (61), record attributes and the longest variable-length integers. */
    private static final int BATCH_AND_RECORD = 61 + 36;

    private static final int HEADER = 10;

    private RecordSize() {}

    static long upperBound(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value) {
        long size = BATCH_AND_RECORD + ProvenanceHeader.MAX_BYTES;
        size += record.key() == null ? 0 : record.key().length;
        size += value == null ? 0 : value.length;
        for (Header header : record.headers()) {
            // A UTF-16 unit takes at most three bytes of UTF-8
            size += HEADER + 3L * header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}

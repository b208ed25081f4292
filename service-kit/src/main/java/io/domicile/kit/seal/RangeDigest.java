package io.domicile.kit.seal;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Collects the entries of one partition's range, in order, into one digest: offset, time stamp, key, value and headers
 * of each, with the length of every part before it. One thread.
 */
final class RangeDigest {

    private static final int ABSENT = -1;

    private final int partition;
    private final long from;
    private final MessageDigest digest = Digests.sha256();
    private final DataOutputStream out =
            new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    private long count;
    private long newest;

    RangeDigest(int partition, long from) {
        this.partition = partition;
        this.from = from;
    }

    void add(ConsumerRecord<byte[], byte @Nullable []> record) {
        try {
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            write(record.key());
            write(record.value());
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(header.key().getBytes(StandardCharsets.UTF_8));
                write(header.value());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        count++;
        newest = Math.max(newest, record.timestamp());
    }

    long count() {
        return count;
    }

    /** The range up to this offset; nothing can be added after it. */
    SealedRange upTo(long to) {
        return new SealedRange(partition, from, to, count, newest, new Bytes(digest.digest()));
    }

    private void write(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(ABSENT);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}

package io.domicile.cli.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Log segments as a broker writes them. */
final class Segments {

    private final List<byte[]> batches = new ArrayList<>();
    private final Random random = new Random(1);
    private long offset;

    static SimpleRecord record(String key, byte[] value, Header... headers) {
        return new SimpleRecord(1_000L, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    Segments batch(Compression compression, SimpleRecord... records) {
        batches.add(bytes(MemoryRecords.withRecords(offset, compression, records)));
        offset += records.length;
        return this;
    }

    /** Of a transaction that never ends. */
    Segments unfinished(Compression compression, SimpleRecord... records) {
        batches.add(bytes(MemoryRecords.withTransactionalRecords(offset, compression, 7L, (short) 0, 0, 0, records)));
        offset += records.length;
        return this;
    }

    /** Records that hold no mark. */
    Segments noise(Compression compression, int records) {
        for (int i = 0; i < records; i++) {
            byte[] value = new byte[500];
            random.nextBytes(value);
            batch(compression, record("org/dev-" + i, value, header("content-type", value)));
        }
        return this;
    }

    Segments garbage(byte[] bytes) {
        batches.add(bytes);
        return this;
    }

    byte[] lastBatch() {
        return batches.get(batches.size() - 1);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            for (byte[] batch : batches) {
                out.write(batch);
            }
        }
    }

    private static byte[] bytes(MemoryRecords records) {
        ByteBuffer buffer = records.buffer().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}

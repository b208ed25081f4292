package io.domicile.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The first segment of a partition as somebody with access to a stopped broker's disk can rewrite it. */
final class SegmentFile {

    private static final int LENGTH_AT = 8;
    private static final int HEAD = 12;
    private static final int CRC_AT = 17;
    private static final int CRC_FROM = 21;
    private static final int CONTROL = 0x20;

    private final Path file;
    private final List<byte[]> batches = new ArrayList<>();

    SegmentFile(Path logDirectory, String partition) throws IOException {
        this.file = logDirectory.resolve(partition).resolve("00000000000000000000.log");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 0; at < bytes.length; ) {
            byte[] batch = new byte[HEAD + buffer.getInt(at + LENGTH_AT)];
            buffer.get(at, batch);
            batches.add(batch);
            at += batch.length;
        }
    }

    /** Overwrites a text by another of the same length; the checksum is corrected unless told otherwise. */
    SegmentFile alter(String text, String other, boolean isChecksumCorrected) {
        byte[] batch = batches.get(indexOf(text));
        byte[] replacement = other.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(replacement, 0, batch, positionOf(text, batch), replacement.length);
        if (isChecksumCorrected) {
            CRC32C crc = new CRC32C();
            crc.update(batch, CRC_FROM, batch.length - CRC_FROM);
            ByteBuffer.wrap(batch).putInt(CRC_AT, (int) crc.getValue());
        }
        return this;
    }

    /** Removes the batch that holds the text. */
    SegmentFile drop(String text) {
        batches.remove(indexOf(text));
        return this;
    }

    /** Exchanges two batches, which then have each other's offsets. */
    SegmentFile exchange(String one, String other) {
        int first = indexOf(one);
        int second = indexOf(other);
        long firstOffset = baseOffset(batches.get(first));
        long secondOffset = baseOffset(batches.get(second));
        byte[] moved = batches.set(first, batches.get(second));
        batches.set(second, moved);
        ByteBuffer.wrap(batches.get(first)).putLong(0, firstOffset);
        ByteBuffer.wrap(batches.get(second)).putLong(0, secondOffset);
        return this;
    }

    /** Puts a copy of the batch that holds the text where the first transaction marker was. */
    SegmentFile insertInPlaceOfAMarker(String text) {
        byte[] copy = batches.get(indexOf(text)).clone();
        for (int at = 0; at < batches.size(); at++) {
            if ((batches.get(at)[CRC_FROM + 1] & CONTROL) != 0) {
                ByteBuffer.wrap(copy).putLong(0, baseOffset(batches.get(at)));
                batches.set(at, copy);
                return this;
            }
        }
        throw new IllegalStateException("no marker in the segment");
    }

    /** Removes the batch at this place. */
    SegmentFile drop(int index) {
        batches.remove(index);
        return this;
    }

    void write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] batch : batches) {
            bytes.write(batch);
        }
        Files.write(file, bytes.toByteArray());
    }

    private int indexOf(String text) {
        for (int at = 0; at < batches.size(); at++) {
            if (positionOf(text, batches.get(at)) >= 0) {
                return at;
            }
        }
        throw new IllegalStateException("no batch holds '" + text + "'");
    }

    private static int positionOf(String text, byte[] batch) {
        return new String(batch, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static long baseOffset(byte[] batch) {
        return ByteBuffer.wrap(batch).getLong(0);
    }
}

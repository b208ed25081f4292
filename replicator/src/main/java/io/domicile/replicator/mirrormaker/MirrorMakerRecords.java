package io.domicile.replicator.mirrormaker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Keys and values as MirrorMaker 2's {@code Heartbeat} and {@code Checkpoint} have them, version 0 of both: Kafka's own
 * primitive types, strings of at most 32,767 bytes with their length in two bytes before them.
 */
final class MirrorMakerRecords {

    private static final short VERSION = 0;

    private MirrorMakerRecords() {}

    static byte[] heartbeatKey(String source, String target) {
        return join(text(source), text(target));
    }

    static byte[] heartbeatValue(Instant time) {
        return ByteBuffer.allocate(Short.BYTES + Long.BYTES)
                .putShort(VERSION)
                .putLong(time.toEpochMilli())
                .array();
    }

    static byte[] checkpointKey(String group, String mirror, int partition) {
        return join(
                text(group),
                text(mirror),
                ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
    }

    /** With empty metadata. */
    static byte[] checkpointValue(long upstream, long downstream) {
        return join(
                ByteBuffer.allocate(Short.BYTES + 2 * Long.BYTES)
                        .putShort(VERSION)
                        .putLong(upstream)
                        .putLong(downstream)
                        .array(),
                text(""));
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes is too long for MirrorMaker");
        }
        return ByteBuffer.allocate(Short.BYTES + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}

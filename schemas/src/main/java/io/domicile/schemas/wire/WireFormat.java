package io.domicile.schemas.wire;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Confluent's wire format: {@code 0x00}, the schema id as four bytes big-endian, then Avro binary. */
public final class WireFormat {

    /** Bytes before the Avro body. */
    public static final int PREFIX_LENGTH = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    public static byte[] frame(int schemaId, byte[] body) {
        return ByteBuffer.allocate(PREFIX_LENGTH + body.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    /** The schema id, or empty where the bytes are not a frame. */
    public static OptionalInt findSchemaId(byte[] frame) {
        return frame.length < PREFIX_LENGTH || frame[0] != MAGIC
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt());
    }

    /** @throws MalformedFrameException if the bytes are not a frame */
    public static int schemaId(byte[] frame) {
        return findSchemaId(frame)
                .orElseThrow(() -> new MalformedFrameException("not framed Avro: no zero byte and schema id in front"));
    }

    /** The same body under another schema id; the argument is not changed. */
    public static byte[] withSchemaId(byte[] frame, int schemaId) {
        schemaId(frame);
        byte[] copy = frame.clone();
        ByteBuffer.wrap(copy).putInt(1, schemaId);
        return copy;
    }
}

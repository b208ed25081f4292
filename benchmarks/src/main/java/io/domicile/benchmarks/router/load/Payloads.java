package io.domicile.benchmarks.router.load;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Values of one size: the frame of the class's schema, a mark, and text of which about half can be compressed. The router
 * reads no further than the frame. One thread.
 */
public final class Payloads {

    private static final int NOISE_BYTES = 1 << 20;
    private static final byte[] WORDS =
            "\"temperature\":21.5,\"humidity\":48.2,\"pressure\":1013.25,".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_AT = WireFormat.PREFIX_LENGTH;
    private static final int TEXT_AT = MARK_AT + Mark.LENGTH;

    private final int size;
    private final int schemaId;
    private final byte[] noise = new byte[NOISE_BYTES];

    /** @param size bytes of each value */
    public Payloads(int size, int schemaId) {
        if (size <= TEXT_AT) {
            throw new IllegalArgumentException("a value has more than " + TEXT_AT + " bytes, found " + size);
        }
        this.size = size;
        this.schemaId = schemaId;
        new Random(size).nextBytes(noise);
        for (int at = 0; at < noise.length; at++) {
            noise[at] = (byte) ('a' + Math.floorMod(noise[at], 26));
        }
    }

    /** A value of its own with this mark. */
    public byte[] with(Mark mark) {
        byte[] body = new byte[size - WireFormat.PREFIX_LENGTH];
        mark.writeTo(body, 0);
        int words = (body.length - Mark.LENGTH) / 2;
        for (int at = 0; at < words; at++) {
            body[Mark.LENGTH + at] = WORDS[at % WORDS.length];
        }
        int begin = Mark.LENGTH + words;
        int from = Math.floorMod(mark.sequence() * 7919 + mark.device() * 104_729, noise.length - size);
        System.arraycopy(noise, from, body, begin, body.length - begin);
        return WireFormat.frame(schemaId, body);
    }
}

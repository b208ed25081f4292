package io.domicile.benchmarks.replicator.load;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Framed role definitions of about one size: a mark, and permissions of letters that compress badly. One thread. */
final class Roles {

    /** The frame, the lengths and the time beside the text. */
    private static final int AROUND = 18;

    private static final int NOISE_LETTERS = 1 << 20;
    private static final Instant UPDATED = Instant.ofEpochMilli(1_700_000_000_000L);

    private final int letters;
    private final String noise;
    private final FramedWriter<RoleDefinition> writer;

    /** @param size bytes of each value */
    Roles(int size, SchemaRegistry registry) {
        this.letters = size - AROUND - Mark.LENGTH;
        if (letters < 1) {
            throw new IllegalArgumentException(
                    "a value has more than " + (AROUND + Mark.LENGTH) + " bytes, found " + size);
        }
        this.noise = new Random(size)
                .ints(NOISE_LETTERS, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        this.writer = new FramedWriter<>(registry, RoleDefinition.getClassSchema());
    }

    byte[] with(Mark mark) {
        byte[] text = new byte[Mark.LENGTH];
        mark.writeTo(text, 0);
        int from = Math.floorMod(mark.sequence() * 7919 + mark.device() * 104_729, noise.length() - letters);
        return writer.write(RoleDefinition.newBuilder()
                .setPermissions(
                        List.of(new String(text, StandardCharsets.US_ASCII), noise.substring(from, from + letters)))
                .setInherits(List.of())
                .setUpdatedAt(UPDATED)
                .build());
    }
}

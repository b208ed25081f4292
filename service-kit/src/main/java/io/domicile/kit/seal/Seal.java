package io.domicile.kit.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One link of the chain: what every partition of the audit topic held between the seal before it and this one.
 *
 */
public final class Seal {

    private static final String FORM = "domicile.audit.seal/1";

    private final long sequence;
    private final Bytes previous;
    private final String region;
    private final Instant time;
    private final List<SealedRange> ranges;
    private final Bytes authentication;

    /** As read; nothing is known of it yet. */
    Seal(long sequence, Bytes previous, String region, Instant time, List<SealedRange> ranges, Bytes authentication) {
        this.sequence = sequence;
        this.previous = previous;
        this.region = region;
        this.time = time;
        this.ranges = List.copyOf(ranges);
        this.authentication = authentication;
    }

    static Seal made(
            long sequence, Bytes previous, String region, Instant time, List<SealedRange> ranges, SealKey key) {
        Seal bare = new Seal(sequence, previous, region, time, ranges, Bytes.NONE);
        return new Seal(sequence, previous, region, time, ranges, new Bytes(key.authenticate(bare.canonical())));
    }

    public long sequence() {
        return sequence;
    }

    /** SHA-256 of the whole seal, as hexadecimal digits: what the next one links to. */
    public String hash() {
        return HexFormat.of().formatHex(link().array());
    }

    /** How many entries it seals. */
    public long count() {
        return ranges.stream().mapToLong(SealedRange::count).sum();
    }

    public Instant time() {
        return time;
    }

    Bytes previous() {
        return previous;
    }

    String region() {
        return region;
    }

    List<SealedRange> ranges() {
        return ranges;
    }

    Bytes authentication() {
        return authentication;
    }

    boolean isAuthentic(SealKey key) {
        return key.isAuthentic(canonical(), authentication.array());
    }

    Bytes link() {
        java.security.MessageDigest digest = Digests.sha256();
        digest.update(canonical());
        return new Bytes(digest.digest(authentication.array()));
    }

    /** All but the authentication, in one form that no other seal has. */
    private byte[] canonical() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(FORM);
            out.writeLong(sequence);
            write(out, previous);
            out.writeUTF(region);
            out.writeLong(time.toEpochMilli());
            out.writeInt(ranges.size());
            for (SealedRange range : ranges) {
                out.writeInt(range.partition());
                out.writeLong(range.from());
                out.writeLong(range.to());
                out.writeLong(range.count());
                out.writeLong(range.newest());
                write(out, range.digest());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Bytes bytes) throws IOException {
        byte[] array = bytes.array();
        out.writeInt(array.length);
        out.write(array);
    }
}

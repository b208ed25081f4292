package io.domicile.residency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of every record: UTF-8 {@code <organization>/<entity>}.
 *
 * <p>It lets a decision learn the organization without touching the value. Keys cross borders, so both parts are
 * opaque ids; {@link #toString()} withholds them.
 */
public record RecordKey(OrganizationId organization, String entity) {

    public RecordKey {
        if (entity.isEmpty()) {
            throw new IllegalIdException("record key", "<organization>/<entity> with a non-empty entity");
        }
    }

    /** The key these bytes spell, or empty where they spell none: absent, not UTF-8, no slash, a malformed part. */
    public static Optional<RecordKey> parse(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        int slash = indexOfSlash(bytes);
        if (slash < 0 || slash == bytes.length - 1) {
            return Optional.empty();
        }
        // Byte by byte: no byte beyond ASCII becomes a character that an id may hold
        Optional<OrganizationId> organization =
                OrganizationId.parse(new String(bytes, 0, slash, StandardCharsets.ISO_8859_1));
        if (organization.isEmpty()) {
            return Optional.empty();
        }
        String entity = utf8(bytes, slash + 1);
        return entity == null ? Optional.empty() : Optional.of(new RecordKey(organization.get(), entity));
    }

    public byte[] toBytes() {
        return (organization.value() + '/' + entity).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "key(withheld)";
    }

    /** The first slash: in UTF-8 its byte is part of no other character. */
    private static int indexOfSlash(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '/') {
                return at;
            }
        }
        return -1;
    }

    private static @Nullable String utf8(byte[] bytes, int from) {
        if (isAscii(bytes, from)) {
            return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static boolean isAscii(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }
}

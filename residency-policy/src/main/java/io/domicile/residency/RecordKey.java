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
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            return Optional.empty();
        }
        return OrganizationId.parse(text.substring(0, slash))
                .map(organization -> new RecordKey(organization, text.substring(slash + 1)));
    }

    public byte[] toBytes() {
        return (organization.value() + '/' + entity).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "key(withheld)";
    }
}

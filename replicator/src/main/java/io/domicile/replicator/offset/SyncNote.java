package io.domicile.replicator.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What a link writes beside an offset that it commits for a group at the target, as metadata: {@code
 * {"domicile":1,"link":..,"source":..,"topic":..,"precision":..}}. An offset without it was committed by the group's
 * own members.
 *
 * @param link {@code source->target}
 * @param sourceOffset the group's offset at the source
 * @param topicId of the source topic
 * @param precision as {@link TranslatedOffset#precision}
 */
public record SyncNote(String link, long sourceOffset, Uuid topicId, String precision) {

    private static final int VERSION = 1;
    private static final String MARK = "domicile";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As metadata of a committed offset. */
    public String encode() {
        return JSON.createObjectNode()
                .put(MARK, VERSION)
                .put("link", link)
                .put("source", sourceOffset)
                .put("topic", topicId.toString())
                .put("precision", precision)
                .toString();
    }

    /** The note, or empty where the metadata is not one of a link. */
    public static Optional<SyncNote> read(@Nullable String metadata) {
        if (metadata == null || !metadata.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode note = JSON.readTree(metadata);
            if (note.path(MARK).asInt() != VERSION || !note.path("source").isIntegralNumber()) {
                return Optional.empty();
            }
            return Optional.of(new SyncNote(
                    note.path("link").asText(),
                    note.path("source").longValue(),
                    Uuid.fromString(note.path("topic").asText()),
                    note.path("precision").asText()));
        } catch (JsonProcessingException | IllegalArgumentException anApplicationsOwn) {
            return Optional.empty();
        }
    }
}

package io.domicile.replicator.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.replicator.provenance.Origin;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * A ledger entry as a committed offset. The offset is the source position; its leader epoch stays empty, because a
 * source epoch there would be checked against the target's. The metadata is JSON of some 200 bytes, well under Kafka's
 * limit of 4096: {@code {"v":1,"cluster":..,"topic":..,"leaderEpoch":..,"linkEpoch":..}}, {@code leaderEpoch} being -1
 * where unknown, {@code "copies":{"since":..,"next":..}}, and {@code "resumption":{"number":..,"mirrorEnd":..}} where there
 * is one. Other fields are ignored. An entry without {@code copies} claims none.
 */
public final class LedgerCodec {

    private static final int VERSION = 1;
    private static final int NO_EPOCH = -1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerCodec() {}

    public static OffsetAndMetadata encode(LedgerEntry entry) {
        ObjectNode metadata = JSON.createObjectNode()
                .put("v", VERSION)
                .put("cluster", entry.origin().clusterId())
                .put("topic", entry.origin().topicId().toString())
                .put("leaderEpoch", entry.position().leaderEpoch().orElse(NO_EPOCH))
                .put("linkEpoch", entry.linkEpoch());
        metadata.putObject("copies")
                .put("since", entry.copies().since())
                .put("next", entry.copies().next());
        entry.resumption()
                .ifPresent(resumption -> metadata.putObject("resumption")
                        .put("number", resumption.number())
                        .put("mirrorEnd", resumption.mirrorEnd()));
        return new OffsetAndMetadata(entry.position().offset(), Optional.empty(), metadata.toString());
    }

    /** @throws UnreadableLedgerException if the metadata is not what {@link #encode} writes */
    public static LedgerEntry decode(OffsetAndMetadata committed) {
        try {
            JsonNode metadata = JSON.readTree(committed.metadata());
            if (metadata.path("v").asInt() != VERSION
                    || !metadata.path("cluster").isTextual()
                    || !metadata.path("topic").isTextual()
                    || !metadata.path("leaderEpoch").isInt()
                    || !metadata.path("linkEpoch").isIntegralNumber()) {
                throw new UnreadableLedgerException("the ledger's metadata is not of version " + VERSION, null);
            }
            int leaderEpoch = metadata.get("leaderEpoch").intValue();
            return new LedgerEntry(
                    new SourcePosition(
                            committed.offset(), leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch)),
                    new Origin(
                            metadata.get("cluster").textValue(),
                            Uuid.fromString(metadata.get("topic").textValue())),
                    metadata.get("linkEpoch").longValue(),
                    resumption(metadata.path("resumption")),
                    copies(metadata.path("copies"), committed.offset()));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new UnreadableLedgerException("the ledger's metadata is not a ledger entry", malformed);
        }
    }

    private static Copies copies(JsonNode found, long position) {
        if (found.isMissingNode()) {
            return Copies.none(position);
        }
        if (!found.path("since").isIntegralNumber() || !found.path("next").isIntegralNumber()) {
            throw new UnreadableLedgerException("the ledger's copies are not of version " + VERSION, null);
        }
        return new Copies(found.get("since").longValue(), found.get("next").longValue());
    }

    private static Optional<Resumption> resumption(JsonNode found) {
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        if (!found.path("number").isIntegralNumber() || !found.path("mirrorEnd").isIntegralNumber()) {
            throw new UnreadableLedgerException("the ledger's resumption is not of version " + VERSION, null);
        }
        return Optional.of(new Resumption(
                found.get("number").longValue(), found.get("mirrorEnd").longValue()));
    }
}

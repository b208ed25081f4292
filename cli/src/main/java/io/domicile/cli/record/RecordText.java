package io.domicile.cli.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.JsonToAvro;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records as one line of JSON each. */
final class RecordText {

    private static final JsonMapper JSON = new JsonMapper();

    private final Optional<SchemaRegistry> registry;

    /** @param registry empty where framed values are not to be decoded */
    RecordText(Optional<SchemaRegistry> registry) {
        this.registry = registry;
    }

    /**
     * The record. {@code value} is null for a tombstone, whose {@code bytes} is null too, and for a value that cannot be
     * decoded.
     *
     * @throws SchemaRegistryException if the registry does not answer
     */
    String of(ConsumerRecord<byte[], byte @Nullable []> record) {
        ObjectNode json = JSON.createObjectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", text(record.key()));
        ArrayNode headers = json.putArray("headers");
        for (Header header : record.headers()) {
            headers.addObject().put("name", header.key()).put("value", text(header.value()));
        }
        byte[] value = record.value();
        if (value == null) {
            json.putNull("bytes");
            json.putNull("value");
            return json.toString();
        }
        json.put("bytes", value.length);
        json.set("value", decoded(record, value));
        return json.toString();
    }

    private @Nullable JsonNode decoded(ConsumerRecord<?, ?> record, byte[] value) {
        if (HeaderNames.JSON.equals(RecordHeaders.text(record.headers(), HeaderNames.CONTENT_TYPE))) {
            return parsed(value);
        }
        OptionalInt id = WireFormat.findSchemaId(value);
        if (id.isEmpty() || registry.isEmpty()) {
            return null;
        }
        try {
            Schema schema = registry.get().schemaById(id.getAsInt());
            GenericRecord avro =
                    FramedReader.<GenericRecord>generic(registry.get(), schema).read(value);
            return new JsonToAvro(schema).toJson(avro);
        } catch (SchemaRegistryException failed) {
            if (failed.kind() == SchemaRegistryException.Kind.NOT_FOUND) {
                return null;
            }
            throw failed;
        } catch (MalformedFrameException | IllegalArgumentException notFramedAvro) {
            return null;
        }
    }

    private static @Nullable JsonNode parsed(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException notJson) {
            return null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}

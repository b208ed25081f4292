package io.domicile.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Plain JSON, as a person writes it, to Avro records of one schema and back. Safe for use by several threads.
 *
 * <ul>
 *   <li>An absent field takes its default; without one it is an error, and so is a field the schema does not have.
 *   <li>A union takes the first branch the JSON fits: {@code 3} is a long before it is a double, {@code 3.0} a double.
 *   <li>Bytes and fixed values are base64. {@code timestamp-millis} is ISO-8601 text with an offset, or milliseconds.
 *   <li>An integer fits a double only where the double holds it exactly; nothing is rounded silently.
 *   <li>Towards JSON, a double that is no number becomes text, because JSON cannot say it.
 * </ul>
 */
public final class JsonToAvro {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Schema schema;

    /** @throws IllegalArgumentException if the schema is not a record */
    public JsonToAvro(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("a record schema is needed, not " + schema.getType());
        }
        this.schema = schema;
    }

    /** @throws UnfitJsonException if the text is not one JSON document, or does not fit the schema */
    public GenericRecord toAvro(String json) {
        return toAvro(parse(json));
    }

    /** @throws UnfitJsonException if the JSON does not fit the schema */
    public GenericRecord toAvro(JsonNode json) {
        return AvroFromJson.record(json, schema, "");
    }

    /**
     * The same as the generated class of the schema.
     *
     * @throws UnfitJsonException if the text is not one JSON document, or does not fit the schema
     */
    public <T extends SpecificRecord> T toAvro(String json, Class<T> type) {
        GenericRecord record = toAvro(json);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            @SuppressWarnings("NullAway") // Avro allows null for "no object to reuse"
            Object specific = new SpecificDatumReader<T>(
                            schema, ReleasedData.INSTANCE.getSchema(type), ReleasedData.INSTANCE)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
            return type.cast(specific);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The record as a JSON tree; maps in order of their keys. Takes generic and generated records. */
    public JsonNode toJson(IndexedRecord record) {
        return JsonFromAvro.convert(record, schema);
    }

    /** The record as one line of JSON. */
    public String toText(IndexedRecord record) {
        return toJson(record).toString();
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.isMissingNode()) {
                throw new UnfitJsonException("not JSON: nothing there");
            }
            return tree;
        } catch (JsonProcessingException notJson) {
            // Jackson's own text is left out: it quotes what it cannot read
            throw new UnfitJsonException("not one JSON document"
                    + (notJson.getLocation() == null
                            ? ""
                            : ": line " + notJson.getLocation().getLineNr() + ", column "
                                    + notJson.getLocation().getColumnNr()));
        }
    }
}

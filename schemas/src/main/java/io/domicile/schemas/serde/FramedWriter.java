package io.domicile.schemas.serde;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one schema as framed Avro. The schema's id is asked of the registry once, when the writer is made;
 * writing itself never blocks. Safe for use by several threads.
 *
 * <p>The subject is the schema's full name, so that a topic may carry more than one schema.
 */
public final class FramedWriter<T extends IndexedRecord> {

    private final Schema schema;
    private final int schemaId;
    private final DatumWriter<T> generic;
    private final DatumWriter<T> specific;

    /** @throws io.domicile.schemas.registry.SchemaRegistryException as {@link SchemaRegistry#register} does */
    public FramedWriter(SchemaRegistry registry, Schema schema) {
        this.schema = schema;
        this.schemaId = registry.register(schema.getFullName(), schema);
        this.generic = new GenericDatumWriter<>(schema);
        this.specific = new SpecificDatumWriter<>(schema, ReleasedData.INSTANCE);
    }

    /** @throws IllegalArgumentException if the record does not fit the schema; the message never quotes it */
    public byte[] write(T record) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(128);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            (record instanceof SpecificRecord ? specific : generic).write(record, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (AvroRuntimeException | ClassCastException | NullPointerException unfit) {
            // Avro's own text is left out: it quotes the value
            throw new IllegalArgumentException("the record does not fit " + schema.getFullName());
        }
        return WireFormat.frame(schemaId, body.toByteArray());
    }

    public int schemaId() {
        return schemaId;
    }
}

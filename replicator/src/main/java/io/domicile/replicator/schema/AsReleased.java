package io.domicile.replicator.schema;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.IndexedRecord;

/**
 * The value as a record of the released schema. Where the writer's schema is the released one in all that matters to the
 * bytes, they stay as they are behind the target's id; otherwise they are written anew.
 */
final class AsReleased implements Treatment {

    private final FramedReader<IndexedRecord> reader;
    private final FramedWriter<IndexedRecord> writer;
    private final boolean isUnchanged;
    private final int droppedFields;

    AsReleased(SchemaRegistry source, SchemaRegistry target, Schema released, Schema written) {
        this.reader = FramedReader.generic(source, released);
        this.writer = new FramedWriter<>(target, released);
        this.isUnchanged =
                SchemaNormalization.toParsingForm(written).equals(SchemaNormalization.toParsingForm(released));
        this.droppedFields = undeclared(Schema.applyAliases(written, released), released);
    }

    @Override
    public Translation apply(byte[] value) {
        IndexedRecord record = reader.read(value);
        byte[] translated = isUnchanged ? WireFormat.withSchemaId(value, writer.schemaId()) : writer.write(record);
        return new Translation.Translated(translated, droppedFields);
    }

    private static int undeclared(Schema written, Schema released) {
        return (int) written.getFields().stream()
                .filter(field -> released.getField(field.name()) == null)
                .count();
    }
}

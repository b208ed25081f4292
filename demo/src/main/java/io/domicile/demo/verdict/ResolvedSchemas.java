package io.domicile.demo.verdict;

import io.domicile.kit.schema.ClassSchemas;
import io.domicile.residency.DataClass;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.MalformedFrameException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether a region's own registry knows the schemas of the records it holds. */
final class ResolvedSchemas {

    private ResolvedSchemas() {}

    /** How many of the values can be read as records of their class with nothing but this registry. */
    static long count(DataClass dataClass, List<ConsumerRecord<byte[], byte[]>> records, SchemaRegistry registry) {
        Schema schema = ClassSchemas.of(dataClass)
                .orElseThrow(() -> new IllegalArgumentException("class '" + dataClass.id() + "' has no schema"));
        FramedReader<IndexedRecord> reader = FramedReader.generic(registry, schema);
        return records.stream()
                .filter(record -> record.value() != null && isReadable(reader, record.value()))
                .count();
    }

    private static boolean isReadable(FramedReader<IndexedRecord> reader, byte[] value) {
        try {
            return reader.read(value) != null;
        } catch (MalformedFrameException | SchemaRegistryException unresolved) {
            return false;
        }
    }
}

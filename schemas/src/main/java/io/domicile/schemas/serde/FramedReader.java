package io.domicile.schemas.serde;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads framed Avro as records of one schema, resolving from whatever schema the writer used. Safe for use by several
 * threads.
 */
public final class FramedReader<T extends IndexedRecord> {

    /** Of one record; more only where somebody floods the registry. */
    private static final int MOST_SCHEMAS = 1_000;

    private final SchemaRegistry registry;
    private final Schema expected;
    private final boolean specific;

    /** By the writer's schema. Resolving takes longer than reading most records does. */
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

    private FramedReader(SchemaRegistry registry, Schema expected, boolean specific) {
        this.registry = registry;
        this.expected = expected;
        this.specific = specific;
    }

    /**
     * Reads as the generated class of the schema.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static <T extends IndexedRecord> FramedReader<T> specific(SchemaRegistry registry, Schema expected) {
        if (!ReleasedData.isReleased(expected)) {
            throw new IllegalArgumentException("no generated class of " + expected.getFullName());
        }
        return new FramedReader<>(registry, expected, true);
    }

    /** Reads as generic records. */
    public static <T extends IndexedRecord> FramedReader<T> generic(SchemaRegistry registry, Schema expected) {
        return new FramedReader<>(registry, expected, false);
    }

    /**
     * @throws MalformedFrameException if the bytes are not a frame, the writer's schema is another record's, or the
     *     body does not fit its schema
     * @throws io.domicile.schemas.registry.SchemaRegistryException as {@link SchemaRegistry#schemaById} does
     */
    public T read(byte[] frame) {
        Schema written = registry.schemaById(WireFormat.schemaId(frame));
        if (!written.getFullName().equals(expected.getFullName())) {
            throw new MalformedFrameException("written as another record than " + expected.getFullName());
        }
        if (readers.size() >= MOST_SCHEMAS) {
            readers.clear();
        }
        DatumReader<T> reader = readers.computeIfAbsent(written, this::resolve);
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(frame, WireFormat.PREFIX_LENGTH, frame.length - WireFormat.PREFIX_LENGTH, null);
        try {
            @SuppressWarnings("NullAway") // Avro allows null for "no object to reuse"
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedFrameException("bytes are left over after the " + expected.getName());
            }
            return record;
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | UnsupportedOperationException unreadable) {
            throw new MalformedFrameException("the body does not fit its " + expected.getName() + " schema");
        } catch (StackOverflowError nested) {
            // Avro skips by recursion, as deep as a writer's schema that holds itself lets a body be
            throw new MalformedFrameException("the body of the " + expected.getName() + " is nested too deep");
        }
    }

    /** Both kinds keep nothing of one record for the next, so that several threads can share them. */
    private DatumReader<T> resolve(Schema written) {
        if (specific) {
            return new SpecificDatumReader<>(written, expected, ReleasedData.INSTANCE);
        }
        try {
            return GenericData.get().getFastReaderBuilder().createDatumReader(written, expected);
        } catch (IOException | AvroRuntimeException unreadable) {
            throw new MalformedFrameException("cannot be read as " + expected.getName());
        }
    }
}

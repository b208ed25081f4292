package io.domicile.bridge.payload;

import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.schema.ClassSchemas;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Whether bytes are framed Avro of one class: the id resolves, to a schema of the class, and the body fits it. */
final class FrameCheck {

    private final SchemaRegistry registry;
    private final Schema expected;
    private final FramedReader<GenericRecord> reader;
    private final RefusedIds refusedIds;

    FrameCheck(SchemaRegistry registry, Schema expected, RefusedIds refusedIds) {
        this.registry = registry;
        this.refusedIds = refusedIds;
        this.expected = expected;
        this.reader = FramedReader.generic(registry, expected);
    }

    /** @throws SchemaRegistryException if the registry did not say what the id means: the frame may be good */
    void check(byte[] payload) throws UndecodablePayloadException {
        OptionalInt id = WireFormat.findSchemaId(payload);
        if (id.isEmpty()) {
            throw new UndecodablePayloadException(Ending.MALFORMED_FRAME);
        }
        if (!ClassSchemas.isOf(expected, written(id.getAsInt()))) {
            throw new UndecodablePayloadException(Ending.WRONG_SCHEMA);
        }
        try {
            reader.read(payload);
        } catch (MalformedFrameException malformed) {
            throw new UndecodablePayloadException(Ending.MALFORMED_FRAME);
        }
    }

    private Schema written(int id) throws UndecodablePayloadException {
        Optional<Ending> refused = refusedIds.find(id);
        if (refused.isPresent()) {
            throw new UndecodablePayloadException(refused.get());
        }
        try {
            return registry.schemaById(id);
        } catch (SchemaRegistryException refusal) {
            Ending ending = ending(refusal);
            refusedIds.remember(id, ending);
            throw new UndecodablePayloadException(ending);
        }
    }

    /** An answer that the frame is no good must not be taken for none: held back, it would hold back all others. */
    private static Ending ending(SchemaRegistryException refusal) {
        return switch (refusal.kind()) {
            case NOT_FOUND -> Ending.UNKNOWN_SCHEMA;
            case INVALID_SCHEMA, INCOMPATIBLE -> Ending.WRONG_SCHEMA;
            case UNAVAILABLE, UNAUTHORIZED, UNEXPECTED_ANSWER -> throw refusal;
        };
    }
}

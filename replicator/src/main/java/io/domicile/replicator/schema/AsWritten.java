package io.domicile.replicator.schema;

import io.domicile.schemas.wire.WireFormat;

/** The same body under the target's id of the same schema. */
record AsWritten(int targetId) implements Treatment {

    @Override
    public Translation apply(byte[] value) {
        return new Translation.Translated(WireFormat.withSchemaId(value, targetId), 0);
    }
}

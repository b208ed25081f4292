package io.domicile.replicator.schema;

/** What is done to every value of one writer's schema. */
interface Treatment {

    /** @throws io.domicile.schemas.wire.MalformedFrameException if the value does not fit its schema */
    Translation apply(byte[] value);
}

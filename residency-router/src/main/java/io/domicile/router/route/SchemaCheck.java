package io.domicile.router.route;

import io.domicile.residency.DataClass;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Whether a value is written by a schema of its class. */
@FunctionalInterface
public interface SchemaCheck {

    /**
     * True also where the class's values are opaque, and of a tombstone.
     *
     * @throws io.domicile.router.schema.RegistrySilentException if that cannot be said now; the record has to wait
     */
    boolean belongs(DataClass dataClass, Headers headers, byte @Nullable [] value);
}

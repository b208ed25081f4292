package io.domicile.schemas.registry;

import io.micrometer.core.instrument.MeterRegistry;

/** Puts a schema registry client together. */
public final class SchemaRegistries {

    private SchemaRegistries() {}

    /**
     * A client over HTTP that asks again while the registry is unavailable, meters its questions and remembers answers
     * that cannot change. Connects to nothing until the first question.
     *
     * @param region the label of the meters
     */
    public static SchemaRegistry connect(SchemaRegistrySettings settings, MeterRegistry meters, String region) {
        SchemaRegistry http = new HttpSchemaRegistry(settings);
        SchemaRegistry retrying =
                new RetryingSchemaRegistry(http, settings.attempts(), RetryingSchemaRegistry.DEFAULT_BACKOFF);
        return new CachingSchemaRegistry(new MeteredSchemaRegistry(retrying, meters, region));
    }
}

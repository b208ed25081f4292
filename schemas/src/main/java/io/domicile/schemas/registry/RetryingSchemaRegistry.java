package io.domicile.schemas.registry;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Asks again where the registry was unavailable, waiting longer each time, with jitter. Every other failure goes straight
 * to the caller, and so does an interrupt.
 */
final class RetryingSchemaRegistry implements SchemaRegistry {

    /** 200 ms, doubled each time up to 5 s, each plus or minus one half. */
    static final IntervalFunction DEFAULT_BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(5));

    private final SchemaRegistry registry;
    private final Retry retry;

    /** @param attempts how often to ask in all, at least 1 */
    RetryingSchemaRegistry(SchemaRegistry registry, int attempts, IntervalFunction backoff) {
        this.registry = registry;
        this.retry = Retry.of(
                "schema-registry",
                RetryConfig.custom()
                        .maxAttempts(attempts)
                        .intervalFunction(backoff)
                        .retryOnException(RetryingSchemaRegistry::isWorthAnotherAttempt)
                        .build());
    }

    @Override
    public int register(String subject, Schema schema) {
        return ask(() -> registry.register(subject, schema));
    }

    @Override
    public Schema schemaById(int id) {
        return ask(() -> registry.schemaById(id));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ask(() -> registry.idOf(subject, schema));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return ask(() -> registry.latest(subject));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return ask(() -> registry.isCompatible(subject, schema));
    }

    @Override
    public Compatibility globalCompatibility() {
        return ask(registry::globalCompatibility);
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        retry.executeRunnable(() -> registry.setGlobalCompatibility(compatibility));
    }

    @Override
    public Set<String> subjects() {
        return ask(registry::subjects);
    }

    private <T> T ask(Supplier<T> question) {
        return retry.executeSupplier(question);
    }

    private static boolean isWorthAnotherAttempt(Throwable failure) {
        return failure instanceof SchemaRegistryException registryFailure
                && registryFailure.isRetriable()
                && !Thread.currentThread().isInterrupted();
    }
}

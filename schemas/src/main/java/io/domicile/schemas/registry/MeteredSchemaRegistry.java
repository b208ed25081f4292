package io.domicile.schemas.registry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** Times every question to the registry, by operation and outcome: {@value #REQUESTS}. */
final class MeteredSchemaRegistry implements SchemaRegistry {

    /** Timer; labels region, kind (the operation) and outcome (success, or the kind of the failure). */
    static final String REQUESTS = "domicile.registry.requests";

    private final SchemaRegistry registry;
    private final MeterRegistry meters;
    private final String region;

    MeteredSchemaRegistry(SchemaRegistry registry, MeterRegistry meters, String region) {
        this.registry = registry;
        this.meters = meters;
        this.region = region;
    }

    @Override
    public int register(String subject, Schema schema) {
        return timed("register", () -> registry.register(subject, schema));
    }

    @Override
    public Schema schemaById(int id) {
        return timed("schema-by-id", () -> registry.schemaById(id));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return timed("id-of", () -> registry.idOf(subject, schema));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return timed("latest", () -> registry.latest(subject));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return timed("is-compatible", () -> registry.isCompatible(subject, schema));
    }

    @Override
    public Compatibility globalCompatibility() {
        return timed("global-compatibility", registry::globalCompatibility);
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        boolean unused = timed("set-global-compatibility", () -> {
            registry.setGlobalCompatibility(compatibility);
            return true;
        });
    }

    @Override
    public Set<String> subjects() {
        return timed("subjects", registry::subjects);
    }

    private <T> T timed(String operation, Supplier<T> question) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failure";
        try {
            T answer = question.get();
            outcome = "success";
            return answer;
        } catch (SchemaRegistryException failure) {
            outcome = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw failure;
        } finally {
            sample.stop(timer(operation, outcome));
        }
    }

    private Timer timer(String operation, String outcome) {
        return Timer.builder(REQUESTS)
                .description("Questions to the schema registry, retries included, answers from the cache not")
                .tag("region", region)
                .tag("kind", operation)
                .tag("outcome", outcome)
                .register(meters);
    }
}

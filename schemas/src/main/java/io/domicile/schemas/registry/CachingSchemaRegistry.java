package io.domicile.schemas.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Remembers what a registry never changes: the schema of an id, and the id of a schema under a subject. Keeps the same
 * {@link Schema} object for an id. Failures are never remembered; the other questions always go through.
 *
 * <p>Two threads that miss at the same time both ask; no thread waits for another's question.
 */
final class CachingSchemaRegistry implements SchemaRegistry {

    /** A bound against a flood of unknown ids; far above the number of schemas a region has. */
    private static final int MAXIMUM_ENTRIES = 10_000;

    private final SchemaRegistry registry;
    private final Cache<Integer, Schema> schemas =
            Caffeine.newBuilder().maximumSize(MAXIMUM_ENTRIES).build();
    private final Cache<Registration, Integer> ids =
            Caffeine.newBuilder().maximumSize(MAXIMUM_ENTRIES).build();

    CachingSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return remembered(ids, Registration.of(subject, schema), () -> registry.register(subject, schema));
    }

    @Override
    public Schema schemaById(int id) {
        return remembered(schemas, id, () -> registry.schemaById(id));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return remembered(ids, Registration.of(subject, schema), () -> registry.idOf(subject, schema));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return registry.isCompatible(subject, schema);
    }

    @Override
    public Compatibility globalCompatibility() {
        return registry.globalCompatibility();
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        registry.setGlobalCompatibility(compatibility);
    }

    @Override
    public Set<String> subjects() {
        return registry.subjects();
    }

    private static <K, V> V remembered(Cache<K, V> cache, K key, Supplier<V> question) {
        V known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        V answer = question.get();
        V first = cache.asMap().putIfAbsent(key, answer);
        return first == null ? answer : first;
    }

    /** By text, because Avro's equality overlooks documentation and aliases, which a registry keeps. */
    private record Registration(String subject, String schema) {

        static Registration of(String subject, Schema schema) {
            return new Registration(subject, schema.toString());
        }
    }
}

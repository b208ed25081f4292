package io.domicile.testkit.fake;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.registry.SchemaText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in memory: ids, subjects, versions and compatibility rules as Confluent's. Equal texts have equal
 * ids under every subject. Its ids begin at a number of the caller's, so that two registries of a test differ.
 *
 * <p>{@link #failWith} makes every question fail until {@link #recover}. Safe for use by several threads.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private final Map<String, Integer> idsByText = new LinkedHashMap<>();
    private final Map<Integer, Schema> schemasById = new LinkedHashMap<>();
    private final Map<String, List<Integer>> versionsBySubject = new LinkedHashMap<>();
    private Compatibility globalCompatibility = Compatibility.BACKWARD;
    private int nextId;
    private @Nullable Kind failure;
    private long questions;

    public InMemorySchemaRegistry() {
        this(1);
    }

    public InMemorySchemaRegistry(int firstId) {
        this.nextId = firstId;
    }

    /** Makes every question fail in this way. */
    public synchronized void failWith(Kind kind) {
        failure = kind;
    }

    /** Ends {@link #failWith}. */
    public synchronized void recover() {
        failure = null;
    }

    /** How many questions were asked, failed ones included. */
    public synchronized long questions() {
        return questions;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        answering();
        String text = SchemaText.portable(schema);
        List<Integer> versions = versionsBySubject.getOrDefault(subject, List.of());
        Integer known = idsByText.get(text);
        if (known != null && versions.contains(known)) {
            return known;
        }
        if (!accepts(versions, schema)) {
            throw new SchemaRegistryException(
                    Kind.INCOMPATIBLE,
                    "the schema is not " + globalCompatibility + " compatible under '" + subject + "'");
        }
        int id = known == null ? nextId++ : known;
        idsByText.put(text, id);
        schemasById.putIfAbsent(id, SchemaText.parse(text));
        versionsBySubject.computeIfAbsent(subject, unused -> new ArrayList<>()).add(id);
        return id;
    }

    @Override
    public synchronized Schema schemaById(int id) {
        answering();
        Schema schema = schemasById.get(id);
        if (schema == null) {
            throw notFound("no schema " + id);
        }
        return schema;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        answering();
        Integer id = idsByText.get(SchemaText.portable(schema));
        if (id == null || !versionsOf(subject).contains(id)) {
            throw notFound("no such schema under '" + subject + "'");
        }
        return id;
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        answering();
        List<Integer> versions = versionsOf(subject);
        int id = versions.get(versions.size() - 1);
        return new RegisteredSchema(subject, versions.size(), id, schemaOf(id));
    }

    @Override
    public synchronized boolean isCompatible(String subject, Schema schema) {
        answering();
        return accepts(versionsBySubject.getOrDefault(subject, List.of()), schema);
    }

    @Override
    public synchronized Compatibility globalCompatibility() {
        answering();
        return globalCompatibility;
    }

    @Override
    public synchronized void setGlobalCompatibility(Compatibility compatibility) {
        answering();
        globalCompatibility = compatibility;
    }

    @Override
    public synchronized Set<String> subjects() {
        answering();
        return Set.copyOf(versionsBySubject.keySet());
    }

    private boolean accepts(List<Integer> versions, Schema next) {
        List<Schema> earlier = versions.stream().map(this::schemaOf).toList();
        return CompatibilityRule.accepts(globalCompatibility, earlier, next);
    }

    private Schema schemaOf(int id) {
        Schema schema = schemasById.get(id);
        if (schema == null) {
            throw new IllegalStateException("a version without its schema " + id);
        }
        return schema;
    }

    private List<Integer> versionsOf(String subject) {
        List<Integer> versions = versionsBySubject.get(subject);
        if (versions == null) {
            throw notFound("no subject '" + subject + "'");
        }
        return versions;
    }

    private void answering() {
        questions++;
        if (failure != null) {
            throw new SchemaRegistryException(failure, "the registry was told to fail");
        }
    }

    private static SchemaRegistryException notFound(String what) {
        return new SchemaRegistryException(Kind.NOT_FOUND, what);
    }
}

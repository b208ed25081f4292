package io.domicile.kit.policy;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry of two maps, which can be told to fail. testkit's fake cannot be used here: testkit builds on this module. */
public final class MapSchemaRegistry implements SchemaRegistry {

    @Nullable
    public Kind failure;

    private final Map<Integer, Schema> schemas = new HashMap<>();
    private int nextId;

    public MapSchemaRegistry(int firstId) {
        this.nextId = firstId;
    }

    @Override
    public int register(String subject, Schema schema) {
        int id = nextId++;
        schemas.put(id, schema);
        return id;
    }

    @Override
    public Schema schemaById(int id) {
        if (failure != null) {
            throw new SchemaRegistryException(failure, "told to fail");
        }
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new SchemaRegistryException(Kind.NOT_FOUND, "no such id");
        }
        return schema;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        throw new UnsupportedOperationException("no policy code asks for it");
    }

    @Override
    public RegisteredSchema latest(String subject) {
        throw new UnsupportedOperationException("no policy code asks for it");
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        throw new UnsupportedOperationException("no policy code asks for it");
    }

    @Override
    public Compatibility globalCompatibility() {
        throw new UnsupportedOperationException("no policy code asks for it");
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        throw new UnsupportedOperationException("no policy code asks for it");
    }

    @Override
    public Set<String> subjects() {
        throw new UnsupportedOperationException("no policy code asks for it");
    }
}

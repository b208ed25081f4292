package io.domicile.schemas;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** A registry for unit tests of this module: ids by order of registration, failures on demand, questions written down. */
public final class TestRegistry implements SchemaRegistry {

    public final List<String> questions = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final Deque<Kind> failures = new ArrayDeque<>();

    /** The next questions fail in these ways, one each. */
    public void failNext(Kind... kinds) {
        failures.addAll(List.of(kinds));
    }

    @Override
    public int register(String subject, Schema schema) {
        asked("register");
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Schema schemaById(int id) {
        asked("schemaById");
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(Kind.NOT_FOUND, "no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        asked("idOf");
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public RegisteredSchema latest(String subject) {
        asked("latest");
        return new RegisteredSchema(subject, schemas.size(), schemas.size(), schemas.get(schemas.size() - 1));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        asked("isCompatible");
        return true;
    }

    @Override
    public Compatibility globalCompatibility() {
        asked("globalCompatibility");
        return Compatibility.BACKWARD;
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        asked("setGlobalCompatibility");
    }

    @Override
    public Set<String> subjects() {
        asked("subjects");
        return Set.of("s");
    }

    private void asked(String question) {
        questions.add(question);
        Kind failure = failures.poll();
        if (failure != null) {
            throw new SchemaRegistryException(failure, "told to fail");
        }
    }
}

package io.domicile.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A client of Confluent's REST API, which Apicurio, Karapace and Redpanda speak too. Asks each base URL at most once per
 * question; it keeps nothing and does not ask again, its decorators do. Registers schemas without the properties that
 * only generated Java classes need.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private final RegistryTransport transport;

    public HttpSchemaRegistry(SchemaRegistrySettings settings) {
        this.transport = new RegistryTransport(settings);
    }

    @Override
    public int register(String subject, Schema schema) {
        String operation = "registering under '" + subject + "'";
        JsonNode answer = ask(operation, "POST", subjectPath(subject) + "/versions", schemaBody(schema));
        return RegistryAnswer.number(answer, "id", operation);
    }

    @Override
    public Schema schemaById(int id) {
        String operation = "reading schema " + id;
        if (id < 1) {
            // Whoever frames a value writes the id; asked for such a one, a registry gives no answer to rely on
            throw new SchemaRegistryException(Kind.NOT_FOUND, operation + ": registries number schemas from 1");
        }
        return schemaOf(ask(operation, "GET", "/schemas/ids/" + id, null), operation);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        String operation = "looking a schema up under '" + subject + "'";
        return RegistryAnswer.number(ask(operation, "POST", subjectPath(subject), schemaBody(schema)), "id", operation);
    }

    @Override
    public RegisteredSchema latest(String subject) {
        String operation = "reading the latest schema of '" + subject + "'";
        JsonNode answer = ask(operation, "GET", subjectPath(subject) + "/versions/latest", null);
        return new RegisteredSchema(
                subject,
                RegistryAnswer.number(answer, "version", operation),
                RegistryAnswer.number(answer, "id", operation),
                schemaOf(answer, operation));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        String operation = "checking a schema for '" + subject + "'";
        try {
            JsonNode answer = ask(
                    operation,
                    "POST",
                    "/compatibility" + subjectPath(subject) + "/versions/latest",
                    schemaBody(schema));
            return RegistryAnswer.truth(answer, "is_compatible", operation);
        } catch (SchemaRegistryException failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return true;
            }
            throw failure;
        }
    }

    @Override
    public Compatibility globalCompatibility() {
        String operation = "reading the global compatibility";
        JsonNode answer = ask(operation, "GET", "/config", null);
        // Confluent's answer has the one name, some Apicurio versions have the other
        String field = answer.has("compatibilityLevel") ? "compatibilityLevel" : "compatibility";
        String level = RegistryAnswer.text(answer, field, operation);
        for (Compatibility compatibility : Compatibility.values()) {
            if (compatibility.name().equals(level)) {
                return compatibility;
            }
        }
        throw RegistryAnswer.unexpected(operation, "names a level that Confluent's API does not define");
    }

    @Override
    public void setGlobalCompatibility(Compatibility compatibility) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("compatibility", compatibility.name())
                .toString();
        JsonNode unused = ask("setting the global compatibility", "PUT", "/config", body);
    }

    @Override
    public Set<String> subjects() {
        String operation = "listing subjects";
        JsonNode answer = ask(operation, "GET", "/subjects", null);
        if (!answer.isArray()) {
            throw RegistryAnswer.unexpected(operation, "is not a list");
        }
        Set<String> subjects = new TreeSet<>();
        for (JsonNode subject : answer) {
            if (!subject.isTextual()) {
                throw RegistryAnswer.unexpected(operation, "lists something that is not a name");
            }
            subjects.add(subject.textValue());
        }
        return Set.copyOf(subjects);
    }

    private JsonNode ask(String operation, String method, String path, @Nullable String body) {
        return transport.send(method, path, body).successOf(operation);
    }

    private static Schema schemaOf(JsonNode answer, String operation) {
        JsonNode type = answer.path("schemaType");
        if (type.isTextual() && !type.textValue().equals("AVRO")) {
            throw new SchemaRegistryException(Kind.INVALID_SCHEMA, operation + ": not an Avro schema");
        }
        return SchemaText.parse(RegistryAnswer.text(answer, "schema", operation));
    }

    private static String schemaBody(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", SchemaText.portable(schema))
                .toString();
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

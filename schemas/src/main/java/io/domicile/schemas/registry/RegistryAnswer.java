package io.domicile.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a registry answered. Failures are told by the body's {@code error_code}: a bare 404 may come from a proxy or a
 * wrong base URL and says nothing about schemas.
 */
record RegistryAnswer(int status, String body) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST_MESSAGE = 300;

    /** The body of a success; any other answer as its exception. */
    JsonNode successOf(String operation) {
        if (status != 200) {
            throw failureOf(operation);
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException garbage) {
            throw unexpected(operation, "is not JSON");
        }
    }

    /** A text of the success's body. */
    static String text(JsonNode success, String field, String operation) {
        return required(success, field, operation, JsonNode::isTextual).textValue();
    }

    /** A number of the success's body. */
    static int number(JsonNode success, String field, String operation) {
        return required(success, field, operation, JsonNode::canConvertToInt).intValue();
    }

    /** A truth value of the success's body. */
    static boolean truth(JsonNode success, String field, String operation) {
        return required(success, field, operation, JsonNode::isBoolean).booleanValue();
    }

    static SchemaRegistryException unexpected(String operation, String what) {
        return new SchemaRegistryException(
                Kind.UNEXPECTED_ANSWER, operation + ": the schema registry's answer " + what);
    }

    private static JsonNode required(JsonNode success, String field, String operation, Predicate<JsonNode> fits) {
        JsonNode value = success.get(field);
        if (value == null
                || !(value.isIntegralNumber() || value.isTextual() || value.isBoolean())
                || !fits.test(value)) {
            throw unexpected(operation, "has no usable '" + field + "'");
        }
        return value;
    }

    private SchemaRegistryException failureOf(String operation) {
        if (status == 401 || status == 403) {
            return new SchemaRegistryException(
                    Kind.UNAUTHORIZED, operation + ": the schema registry refused the credentials, status " + status);
        }
        JsonNode error = errorBody();
        int code = error == null ? 0 : error.path("error_code").asInt(0);
        String coded = operation + ": status " + status + ", error code " + code;
        return switch (code) {
            case 40401, 40402, 40403 -> new SchemaRegistryException(Kind.NOT_FOUND, coded);
            case 409 -> new SchemaRegistryException(Kind.INCOMPATIBLE, coded + messageOf(error));
            case 42201 -> new SchemaRegistryException(Kind.INVALID_SCHEMA, coded + messageOf(error));
            case 40101, 40301 -> new SchemaRegistryException(Kind.UNAUTHORIZED, coded);
            default -> unexpected(operation, "has status " + status + " and error code " + code);
        };
    }

    private @Nullable JsonNode errorBody() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notFromTheRegistry) {
            return null;
        }
    }

    private static String messageOf(@Nullable JsonNode error) {
        String message = error == null ? "" : error.path("message").asText("");
        return message.isEmpty() ? "" : ": " + message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }
}

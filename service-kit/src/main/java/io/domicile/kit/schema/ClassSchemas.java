package io.domicile.kit.schema;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.DataClass;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.event.UserCredential;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;

/** The released schema of each data class that has one: the two classes over MQTT and the four replicated classes. */
public final class ClassSchemas {

    private ClassSchemas() {}

    /** The class's released schema, or empty where the class's values are opaque to Domicile. */
    public static Optional<Schema> of(DataClass dataClass) {
        return switch (dataClass) {
            case TELEMETRY -> Optional.of(Telemetry.getClassSchema());
            case ALERTS -> Optional.of(Alert.getClassSchema());
            case ORGANIZATION_SETTINGS -> Optional.of(OrganizationSettings.getClassSchema());
            case USER_CREDENTIALS -> Optional.of(UserCredential.getClassSchema());
            case ROLE_DEFINITIONS -> Optional.of(RoleDefinition.getClassSchema());
            case API_KEY_METADATA -> Optional.of(ApiKeyMetadata.getClassSchema());
            case DASHBOARDS, USER_DATA, ML_MODELS, AUDIT_LOGS, OTA_PACKAGES -> Optional.empty();
        };
    }

    /**
     * The released schema that the value of a record has to be written by, as it is or evolved: of the replicated
     * classes always, of any other where the record says that it is framed Avro. Empty where the value is opaque.
     */
    public static Optional<Schema> required(DataClass dataClass, Headers headers) {
        return dataClass.isReplicated() || isFramedAvro(headers) ? of(dataClass) : Optional.empty();
    }

    /** Whether a record of a regional class says that its value is framed Avro. */
    public static boolean isFramedAvro(Headers headers) {
        return HeaderNames.FRAMED_AVRO.equals(RecordHeaders.text(headers, HeaderNames.CONTENT_TYPE));
    }

    /** Whether a writer's schema is of the record that was released: a record of the same full name. */
    public static boolean isOf(Schema released, Schema writer) {
        return writer.getType() == Schema.Type.RECORD && writer.getFullName().equals(released.getFullName());
    }
}

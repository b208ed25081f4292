package io.domicile.kit.schema;

import io.domicile.residency.DataClass;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.event.UserCredential;
import java.util.Optional;
import org.apache.avro.Schema;

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
}

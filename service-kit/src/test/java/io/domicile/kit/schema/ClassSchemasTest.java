package io.domicile.kit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ClassSchemasTest {

    @Test
    void shouldHaveASchemaForTheTwoClassesOverMqttAndTheFourReplicatedOnes() {
        Map<DataClass, String> names = new EnumMap<>(DataClass.class);
        for (DataClass dataClass : DataClass.values()) {
            ClassSchemas.of(dataClass).map(Schema::getFullName).ifPresent(name -> names.put(dataClass, name));
        }

        assertThat(names)
                .containsOnly(
                        Map.entry(DataClass.TELEMETRY, "io.domicile.schemas.event.Telemetry"),
                        Map.entry(DataClass.ALERTS, "io.domicile.schemas.event.Alert"),
                        Map.entry(DataClass.ORGANIZATION_SETTINGS, "io.domicile.schemas.event.OrganizationSettings"),
                        Map.entry(DataClass.USER_CREDENTIALS, "io.domicile.schemas.event.UserCredential"),
                        Map.entry(DataClass.ROLE_DEFINITIONS, "io.domicile.schemas.event.RoleDefinition"),
                        Map.entry(DataClass.API_KEY_METADATA, "io.domicile.schemas.event.ApiKeyMetadata"));
    }
}

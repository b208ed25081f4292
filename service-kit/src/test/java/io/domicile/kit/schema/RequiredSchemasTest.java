package io.domicile.kit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.residency.DataClass;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.Telemetry;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RequiredSchemasTest {

    @Test
    void shouldAskForASchemaOfReplicatedClassesAlwaysAndOfOthersWhereTheySayThatTheyAreFramed() {
        Headers framed = new RecordHeaders()
                .add(HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO.getBytes(StandardCharsets.UTF_8));

        for (DataClass dataClass : DataClass.replicated()) {
            assertThat(ClassSchemas.required(dataClass, new RecordHeaders())).isPresent();
        }
        assertThat(ClassSchemas.required(DataClass.TELEMETRY, new RecordHeaders()))
                .isEmpty();
        assertThat(ClassSchemas.required(DataClass.TELEMETRY, framed)).contains(Telemetry.getClassSchema());
        assertThat(ClassSchemas.required(DataClass.DASHBOARDS, framed)).isEmpty();
    }

    @Test
    void shouldTakeARecordOfTheSameFullNameOnly() {
        assertThat(ClassSchemas.isOf(Telemetry.getClassSchema(), Telemetry.getClassSchema()))
                .isTrue();
        assertThat(ClassSchemas.isOf(Telemetry.getClassSchema(), Alert.getClassSchema()))
                .isFalse();
        assertThat(ClassSchemas.isOf(Telemetry.getClassSchema(), Schema.create(Schema.Type.STRING)))
                .isFalse();
    }
}

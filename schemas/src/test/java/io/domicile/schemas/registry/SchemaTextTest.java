package io.domicile.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.schemas.event.Telemetry;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

    @Test
    void shouldDropOnlyWhatGeneratedClassesNeed() {
        // given
        Schema generated = Telemetry.getClassSchema();

        // when
        String text = SchemaText.portable(generated);

        // then
        assertThat(text).doesNotContain("avro.java.string").contains("timestamp-millis", "doc", "readings");
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(generated, SchemaText.parse(text))
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(SchemaText.portable(SchemaText.parse(text))).isEqualTo(text);
    }

    @Test
    void shouldNotTouchDefaults() {
        // given
        String text = "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"m\",\"type\":{\"type\":\"map\","
                + "\"values\":\"string\"},\"default\":{\"avro.java.string\":\"String\"}},{\"name\":\"n\",\"type\":"
                + "{\"type\":\"map\",\"values\":\"string\"},\"default\":{\"type\":\"string\"}}]}";

        // when / then
        assertThat(SchemaText.portable(new Schema.Parser().parse(text))).isEqualTo(text);
    }

    @Test
    void shouldNotQuoteWhatIsNoSchema() {
        assertThatThrownBy(() -> SchemaText.parse("{\"type\": \"hush\"}"))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }
}

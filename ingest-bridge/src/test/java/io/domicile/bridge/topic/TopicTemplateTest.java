package io.domicile.bridge.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTemplateTest {

    private static final OrganizationId ACME = new OrganizationId("acme");

    @ParameterizedTest
    @ValueSource(strings = {"v1/acme/dev-7/telemetry", "v1/acme/dev-7/telemetry/a", "v1/acme/dev-7/telemetry/a/b/c"})
    void shouldReadOrganizationDeviceAndClass(String topic) {
        assertThat(TopicTemplate.read(topic))
                .isEqualTo(new TopicReading.Addressed(new RecordKey(ACME, "dev-7"), Optional.of(DataClass.TELEMETRY)));
    }

    @Test
    void shouldReadAClassNobodyKnowsAsNone() {
        assertThat(TopicTemplate.read("v1/acme/AA:BB:CC/Telemetry"))
                .isEqualTo(new TopicReading.Addressed(new RecordKey(ACME, "AA:BB:CC"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/acme",
                "v1/acme/",
                "v1/acme/dev-7",
                "v1/acme//telemetry",
                "v1/acme/dev-7/",
                "v1/acme/dev-7/telemetry/",
                "v1/acme/dev-7/telemetry//a",
                "v1/acme/someone@example.org/telemetry",
                "v1/acme/-dev/telemetry"
            })
    void shouldStillNameTheOrganizationOfATopicOutsideTheTemplate(String topic) {
        assertThat(TopicTemplate.read(topic)).isEqualTo(new TopicReading.Outside(Optional.of(ACME)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "v1",
                "v1/",
                "v2/acme/dev-7/telemetry",
                "/v1/acme/dev-7/telemetry",
                "v1/Acme/d/telemetry"
            })
    void shouldFindNothingInOtherTopics(String topic) {
        assertThat(TopicTemplate.read(topic)).isEqualTo(new TopicReading.Outside(Optional.empty()));
    }

    @Test
    void shouldAnswerToEveryText() {
        Random random = new Random(20261120);
        String[] parts = {"v1", "acme", "", "é", "+", "dev", "telemetry", "\u0000", "alerts", "A", "x".repeat(200)};
        for (int round = 0; round < 10_000; round++) {
            StringBuilder topic = new StringBuilder();
            for (int level = random.nextInt(7); level >= 0; level--) {
                topic.append(parts[random.nextInt(parts.length)]);
                topic.append(random.nextInt(8) == 0 ? "" : "/");
            }
            assertThat(TopicTemplate.read(topic.toString())).isNotNull();
        }
    }
}

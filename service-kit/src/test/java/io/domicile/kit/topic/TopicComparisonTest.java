package io.domicile.kit.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicComparisonTest {

    private static final TopicSpec PLANNED =
            new TopicSpec("home.telemetry", 3, (short) 1, Map.of("cleanup.policy", "delete", "max.message.bytes", "9"));

    @Test
    void shouldFindNothingWhereTheTopicIsAsPlanned() {
        assertThat(compare(Map.of(
                        "home.telemetry",
                        found(3, 1, Map.of("cleanup.policy", "delete", "max.message.bytes", "9", "other", "x")))))
                .isEmpty();
    }

    @Test
    void shouldReportAMissingTopic() {
        List<TopicDeviation> deviations = compare(Map.of());

        assertThat(deviations).singleElement().satisfies(deviation -> {
            assertThat(deviation.isMissing()).isTrue();
            assertThat(deviation).hasToString("topic 'home.telemetry' is missing");
        });
    }

    @Test
    void shouldReportEveryDifference() {
        List<TopicDeviation> deviations =
                compare(Map.of("home.telemetry", found(2, 3, Map.of("cleanup.policy", "compact"))));

        assertThat(deviations)
                .extracting(TopicDeviation::toString)
                .containsExactly(
                        "topic 'home.telemetry': partitions is 2, expected 3",
                        "topic 'home.telemetry': replication factor is 3, expected 1",
                        "topic 'home.telemetry': cleanup.policy is compact, expected delete",
                        "topic 'home.telemetry': max.message.bytes is not set, expected 9");
    }

    private static List<TopicDeviation> compare(Map<String, TopicState> found) {
        return TopicComparison.deviations(List.of(PLANNED), found);
    }

    private static TopicState found(int partitions, int replicationFactor, Map<String, String> configs) {
        return new TopicState("home.telemetry", Uuid.ZERO_UUID, partitions, replicationFactor, configs);
    }
}

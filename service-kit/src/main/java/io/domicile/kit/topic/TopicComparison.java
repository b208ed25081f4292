package io.domicile.kit.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The difference between topics as planned and topics as found. */
final class TopicComparison {

    private TopicComparison() {}

    static List<TopicDeviation> deviations(Collection<TopicSpec> plan, Map<String, TopicState> found) {
        List<TopicDeviation> deviations = new ArrayList<>();
        for (TopicSpec expected : plan) {
            TopicState actual = found.get(expected.name());
            if (actual == null) {
                deviations.add(new TopicDeviation(expected.name(), TopicDeviation.EXISTENCE, "a topic", "no topic"));
            } else {
                compare(expected, actual, deviations);
            }
        }
        return deviations;
    }

    private static void compare(TopicSpec expected, TopicState actual, List<TopicDeviation> deviations) {
        number(expected, "partitions", expected.partitions(), actual.partitions(), deviations);
        number(expected, "replication factor", expected.replicationFactor(), actual.replicationFactor(), deviations);
        expected.orderedConfigs().forEach((setting, value) -> {
            String found = actual.configs().getOrDefault(setting, "not set");
            if (!found.equals(value)) {
                deviations.add(new TopicDeviation(expected.name(), setting, value, found));
            }
        });
    }

    private static void number(
            TopicSpec topic, String aspect, int expected, int actual, List<TopicDeviation> deviations) {
        if (expected != actual) {
            deviations.add(
                    new TopicDeviation(topic.name(), aspect, Integer.toString(expected), Integer.toString(actual)));
        }
    }
}

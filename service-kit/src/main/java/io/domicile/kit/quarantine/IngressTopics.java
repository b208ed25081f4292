package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.kafka.TopicReader;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** The ingress topics as they are, asked of the brokers when they are first needed. One thread. */
final class IngressTopics {

    private final ToolClients clients;
    private final Map<DataClass, Facts> facts = new EnumMap<>(DataClass.class);

    IngressTopics(ToolClients clients) {
        this.clients = clients;
    }

    /** @param retentionMillis empty where nothing bounds it by time */
    record Facts(int partitions, OptionalLong retentionMillis) {}

    /** @throws org.apache.kafka.common.KafkaException if the topic is missing or the brokers do not answer */
    Facts of(DataClass dataClass) {
        Facts known = facts.get(dataClass);
        if (known != null) {
            return known;
        }
        try (TopicReader reader = new TopicReader(Topics.ingress(dataClass), clients)) {
            Facts asked = new Facts(reader.starts().size(), reader.retentionMillis());
            facts.put(dataClass, asked);
            return asked;
        }
    }
}

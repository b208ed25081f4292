package io.domicile.benchmarks.harness.kafka;

import io.domicile.benchmarks.harness.child.Conversation;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.io.IOException;

/** A process with a Kafka broker; its first line is the broker's address. */
final class KafkaProcess {

    private KafkaProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults())) {
            Conversation.hold(kafka.bootstrapServers(), unknown -> "?");
        }
    }
}

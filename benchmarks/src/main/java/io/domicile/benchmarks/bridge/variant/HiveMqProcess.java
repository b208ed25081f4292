package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.harness.child.Conversation;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MqttOptions;
import java.io.IOException;

/** A process with a HiveMQ Community Edition that keeps its queues in memory; its first line is the broker's port. */
final class HiveMqProcess {

    private HiveMqProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedMqtt broker = EmbeddedMqtt.start(MqttOptions.defaults())) {
            Conversation.hold(Integer.toString(broker.port()), unknown -> "?");
        }
    }
}

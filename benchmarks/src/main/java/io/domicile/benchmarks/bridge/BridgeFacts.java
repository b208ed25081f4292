package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.harness.report.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Under what conditions the bridge's numbers came about. */
final class BridgeFacts {

    private BridgeFacts() {}

    /** @param peerClassPath empty where the peer is not measured */
    static List<String> gather(String peerClassPath) {
        List<String> facts = new ArrayList<>();
        facts.add(Machine.describe());
        facts.add(Machine.describeJava());
        facts.add("mosquitto %s, HiveMQ CE %s (queues in memory), HiveMQ client %s, Kafka broker %s"
                .formatted(
                        mosquitto(),
                        Machine.version("hivemq-community-edition-embedded"),
                        Machine.version("hivemq-mqtt-client"),
                        Machine.version("kafka_2.13")));
        if (!peerClassPath.isEmpty()) {
            facts.add(("Camel %s with Paho MQTT 5 client %s and Kafka client %s; manual acknowledgements, asynchronous"
                            + " sends")
                    .formatted(
                            Machine.version(peerClassPath, "camel-main"),
                            Machine.version(peerClassPath, "org.eclipse.paho.mqttv5.client"),
                            Machine.version(peerClassPath, "kafka-clients")));
        }
        facts.add(("%d devices, MQTT 5, quality of service 1; one connection of each variant, receive maximum 65535,"
                        + " session kept; Kafka topics of %d partitions, one replica, acks=all, idempotent producers")
                .formatted(Fleet.DEVICES, BridgeBench.PARTITIONS));
        return facts;
    }

    private static String mosquitto() {
        for (String program : List.of("mosquitto", "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto")) {
            try {
                Process help = new ProcessBuilder(program, "-h")
                        .redirectErrorStream(true)
                        .start();
                String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                Matcher matcher = Pattern.compile("mosquitto version (\\S+)").matcher(text);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            } catch (IOException notThere) {
                continue;
            }
        }
        return Machine.UNKNOWN;
    }
}

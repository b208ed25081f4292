package io.domicile.benchmarks.bridge.report;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.variant.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Under what conditions the numbers came about. */
public final class Facts {

    private static final String UNKNOWN = "version unknown";

    private Facts() {}

    /** @param peerClassPath empty where the peer is not measured */
    public static List<String> gather(String peerClassPath) {
        String ours = System.getProperty("java.class.path");
        List<String> facts = new ArrayList<>();
        facts.add("Machine: %d cores (%s), %s %s, shared by brokers, variant and this command"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version")));
        facts.add("JDK %s; every variant with -Xmx512m, all else as the JVM chooses"
                .formatted(System.getProperty("java.vm.version")));
        facts.add("mosquitto %s, HiveMQ CE %s (queues in memory), HiveMQ client %s, Kafka broker %s"
                .formatted(
                        mosquitto(),
                        jar(ours, "hivemq-community-edition-embedded"),
                        jar(ours, "hivemq-mqtt-client"),
                        jar(ours, "kafka_2.13")));
        if (!peerClassPath.isEmpty()) {
            facts.add(("Camel %s with Paho MQTT 5 client %s and Kafka client %s; manual acknowledgements, asynchronous"
                            + " sends")
                    .formatted(
                            jar(peerClassPath, "camel-main"),
                            jar(peerClassPath, "org.eclipse.paho.mqttv5.client"),
                            jar(peerClassPath, "kafka-clients")));
        }
        facts.add(("%d devices, MQTT 5, quality of service 1; one connection of each variant, receive maximum 65535,"
                        + " session kept; Kafka topics of %d partitions, one replica, acks=all, idempotent producers")
                .formatted(Fleet.DEVICES, Region.PARTITIONS));
        return facts;
    }

    /** The version in the name of a jar, such as 4.3.1 of {@code kafka-clients-4.3.1.jar}. */
    static String jar(String classPath, String artifact) {
        Matcher matcher = Pattern.compile("(?:^|[/:])" + Pattern.quote(artifact) + "-(\\d[^/:]*)\\.jar")
                .matcher(classPath);
        return matcher.find() ? matcher.group(1) : UNKNOWN;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown model");
        } catch (IOException unreadable) {
            return "unknown model";
        }
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
        return UNKNOWN;
    }
}

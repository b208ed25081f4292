package io.domicile.testkit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The settings of a broker that is its own controller, small enough to run several in one process. */
final class BrokerSettings {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final int NINE_MEBIBYTES = 9 * 1024 * 1024;
    private static final int EIGHT_MEBIBYTES = 8 * 1024 * 1024;

    private BrokerSettings() {}

    static Map<String, String> of(int nodeId, BrokerPorts ports, Path logDirectory, Map<String, String> further) {
        Map<String, String> settings = new HashMap<>();
        identity(settings, nodeId, ports, logDirectory);
        listeners(settings, ports);
        contract(settings);
        smallness(settings);
        settings.putAll(further);
        return settings;
    }

    static String address(int port) {
        return HOST + ':' + port;
    }

    private static void identity(Map<String, String> settings, int nodeId, BrokerPorts ports, Path logDirectory) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(nodeId));
        settings.put("controller.quorum.voters", nodeId + "@" + address(ports.controller()));
        settings.put("log.dirs", logDirectory.toString());
    }

    private static void listeners(Map<String, String> settings, BrokerPorts ports) {
        String listeners =
                "LOCAL://" + address(ports.local()) + ',' + CONTROLLER_LISTENER + "://" + address(ports.controller());
        String advertised = "LOCAL://" + address(ports.local());
        String protocols = "LOCAL:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT";
        OptionalInt crossRegion = ports.crossRegion();
        if (crossRegion.isPresent()) {
            listeners += ",XREGION://" + address(crossRegion.getAsInt());
            advertised += ",XREGION://" + address(ports.crossRegionAdvertised().getAsInt());
            protocols += ",XREGION:PLAINTEXT";
        }
        settings.put("listeners", listeners);
        settings.put("advertised.listeners", advertised);
        settings.put("listener.security.protocol.map", protocols);
        settings.put("inter.broker.listener.name", "LOCAL");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
    }

    /** What Domicile expects of every broker. */
    private static void contract(Map<String, String> settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(NINE_MEBIBYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(NINE_MEBIBYTES));
    }

    private static void smallness(Map<String, String> settings) {
        for (String replicated : new String[] {
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "offsets.topic.num.partitions",
            "share.coordinator.state.topic.num.partitions",
            "default.replication.factor",
            "min.insync.replicas",
            "log.cleaner.threads",
            "num.recovery.threads.per.data.dir"
        }) {
            settings.put(replicated, "1");
        }
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(EIGHT_MEBIBYTES));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.index.size.max.bytes", "65536");
        settings.put("initial.broker.registration.timeout.ms", "60000");
    }
}

package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Gate;
import java.nio.file.Path;

/** One of the programs that are measured side by side. */
public interface Variant {

    /** Which one. */
    enum Kind {
        LIMIT("(a) limit: HiveMQ client, no Kafka"),
        OURS("(b) Domicile's bridge"),
        PEER("(c) Apache Camel");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    Kind kind();

    /** The id of its MQTT client, which names its session. */
    String clientId();

    /**
     * Starts it anew, connected to the MQTT broker through the gate. It may not have subscribed yet.
     *
     * @param log receives its output
     */
    RunningVariant start(Gate gate, Path log);
}

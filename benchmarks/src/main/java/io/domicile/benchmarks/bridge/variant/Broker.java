package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.testkit.mqtt.MosquittoBroker;
import io.domicile.testkit.mqtt.MosquittoOptions;
import java.nio.file.Path;
import java.util.List;

/** A running MQTT broker in a process of its own, on the loopback address. */
public final class Broker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Which program. */
    public enum Kind {
        MOSQUITTO("mosquitto"),
        HIVEMQ("HiveMQ CE");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final int port;
    private final AutoCloseable process;

    private Broker(int port, AutoCloseable process) {
        this.port = port;
        this.process = process;
    }

    /** @param log receives the process's errors */
    public static Broker start(Kind kind, Path log) {
        return switch (kind) {
            case MOSQUITTO -> {
                MosquittoBroker mosquitto = MosquittoBroker.start(MosquittoOptions.defaults());
                yield new Broker(mosquitto.port(), mosquitto);
            }
            case HIVEMQ -> {
                ChildProcess hivemq = ChildProcess.talking(
                        "HiveMQ CE", JavaCommand.ofThisClassPath("-Xmx2g", HiveMqProcess.class, List.of()), log);
                yield new Broker(Integer.parseInt(hivemq.answer()), hivemq);
            }
        };
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        Closing.of(process);
    }
}

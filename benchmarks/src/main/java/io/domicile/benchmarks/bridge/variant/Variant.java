package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.harness.report.Role;
import java.nio.file.Path;

/** One of the programs that are measured side by side. */
public interface Variant {

    Role role();

    /** The id of its MQTT client, which names its session. */
    String clientId();

    /**
     * Starts it anew, connected to the MQTT broker through the gate. It may not have subscribed yet.
     *
     * @param log receives its output
     */
    RunningVariant start(Gate gate, Path log);
}

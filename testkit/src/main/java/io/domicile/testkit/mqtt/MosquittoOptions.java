package io.domicile.testkit.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link MosquittoBroker} is set up.
 *
 * @param port 0 takes any free port
 * @param persistent whether sessions and queues survive an orderly restart of the broker. What came since its last save
 *     does not survive {@link MosquittoBroker#kill()}; the broker saves at its end and at its {@code autosave_interval}
 * @param configuration further lines of the configuration file, after ours; they may belong to the listener
 */
public record MosquittoOptions(int port, boolean persistent, List<String> configuration) {

    public MosquittoOptions {
        configuration = List.copyOf(configuration);
    }

    /** Any free port, nothing persistent. */
    public static MosquittoOptions defaults() {
        return new MosquittoOptions(0, false, List.of());
    }

    public MosquittoOptions withPort(int newPort) {
        return new MosquittoOptions(newPort, persistent, configuration);
    }

    public MosquittoOptions withPersistence() {
        return new MosquittoOptions(port, true, configuration);
    }

    /** With further lines, after those there are. */
    public MosquittoOptions withConfiguration(String... lines) {
        List<String> more = new ArrayList<>(configuration);
        more.addAll(List.of(lines));
        return new MosquittoOptions(port, persistent, more);
    }
}

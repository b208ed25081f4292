package io.domicile.bridge.refusal;

import java.time.Duration;
import java.util.function.Consumer;

/** Publishes to devices over the bridge's own MQTT connection. Never blocks; any thread may call it. */
@FunctionalInterface
public interface NoticeSender {

    /**
     * Publishes JSON once, with quality of service 1.
     *
     * @param expiry how long the broker keeps it for a device that is away
     * @param done called once with whether the broker took it, at once where there is no connection
     */
    void send(String topic, byte[] json, Duration expiry, Consumer<Boolean> done);
}

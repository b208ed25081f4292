package io.domicile.testkit.mqtt;

/** An MQTT broker under a test's control, on the loopback address. One thread at a time. */
public interface MqttBroker extends AutoCloseable {

    String host();

    int port();

    /** Starts a stopped broker on the same port and returns when it listens. */
    void start();

    /** Drops all connections and stops in an orderly way; does nothing when it is not running. */
    void stop();

    @Override
    void close();
}

package io.domicile.bridge.ledger;

/** One message as the MQTT client handed it over. */
public interface Delivery {

    /** What was published. May copy the payload, so ask once. */
    MqttMessage message();

    /** Bytes of payload, topic and properties, about. Any thread; does not copy the payload. */
    long bytes();

    /** Whether it has quality of service 0: nobody delivers it again. */
    boolean isAtMostOnce();

    /**
     * Tells the broker that it may forget the message. The ledger calls this at most once; any thread may; it never
     * blocks, and does nothing where the connection has ended.
     */
    void acknowledge();
}

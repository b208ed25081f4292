package io.domicile.bridge.mqtt;

/** What the bridge promises about the order in which messages reach Kafka. */
public enum DeliveryOrder {
    /** A device's messages keep the order in which the broker took them. */
    PER_DEVICE,
    /** No order, not even of one device's messages. */
    NONE
}

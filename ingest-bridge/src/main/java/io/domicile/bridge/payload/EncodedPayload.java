package io.domicile.bridge.payload;

/**
 * A payload as Kafka keeps it.
 *
 * @param contentType media type of the value
 */
public record EncodedPayload(byte[] value, String contentType) {}

package io.domicile.bridge.mqtt;

/** A connection that did not come about, or whose subscription the broker did not grant. */
final class MqttConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    MqttConnectionException(String message) {
        super(message);
    }

    MqttConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}

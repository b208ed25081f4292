package io.domicile.bridge.mqtt;

/** A connection that did not come about, or whose subscription the broker did not grant. */
final class MqttConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason a code, or codes and constant text */
    MqttConnectionException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    MqttConnectionException(String message, Throwable cause) {
        super(message, cause);
        this.reason = FailureReason.of(cause);
    }

    /** Never holds text that the broker wrote. */
    String reason() {
        return reason;
    }
}

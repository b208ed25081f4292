package io.domicile.bridge.mqtt;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The MQTT client's loggers that write received messages, topic and user properties included: at WARN one that nobody
 * takes, at ERROR one that the broker repeats or numbers wrongly.
 */
public final class MessageLogging {

    /** What a logging configuration turns off at once. */
    static final String PACKAGE = "com.hivemq.client.internal.mqtt.handler.publish.incoming";

    static final List<String> LOGGERS =
            List.of(PACKAGE + ".MqttIncomingPublishService", PACKAGE + ".MqttIncomingQosHandler");

    private MessageLogging() {}

    /** @throws IllegalStateException if the logging configuration would write messages to the log */
    public static void requireOff() {
        for (String logger : LOGGERS) {
            // Who lets warnings pass lets errors pass
            if (LoggerFactory.getLogger(logger).isErrorEnabled()) {
                throw new IllegalStateException("logger '" + logger
                        + "' would write topics and user properties to the log; set '" + PACKAGE + "' to OFF");
            }
        }
    }
}

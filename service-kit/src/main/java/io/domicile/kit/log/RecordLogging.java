package io.domicile.kit.log;

import java.util.List;
import org.slf4j.LoggerFactory;

/** Kafka's loggers that write whole records, headers included, when they are at TRACE. */
public final class RecordLogging {

    private static final List<String> LOGGERS = List.of(
            "org.apache.kafka.streams.processor.internals.StreamTask",
            "org.apache.kafka.streams.processor.internals.RecordCollectorImpl",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "org.apache.kafka.clients.producer.internals.RecordAccumulator",
            "org.apache.kafka.clients.consumer.KafkaConsumer");

    private RecordLogging() {}

    /** @throws IllegalStateException if the logging configuration would write records to the log */
    public static void requireOff() {
        for (String logger : LOGGERS) {
            if (LoggerFactory.getLogger(logger).isTraceEnabled()) {
                throw new IllegalStateException(
                        "logger '" + logger + "' is at TRACE and would write records to the log; raise it to DEBUG");
            }
        }
    }
}

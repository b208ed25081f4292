package io.domicile.router.topology;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own time. A record without one, which only a foreign producer can write, gets the present time: Streams
 * would otherwise drop it or stop.
 */
final class ReceiveTime implements TimestampExtractor {

    private final InstantSource clock;

    ReceiveTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : clock.millis();
    }
}

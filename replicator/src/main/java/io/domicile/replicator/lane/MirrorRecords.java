package io.domicile.replicator.lane;

import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A source record as its mirror holds it. */
final class MirrorRecords {

    private MirrorRecords() {}

    /** Same partition, key and time stamp; the given value; the headers that cross, and the provenance once. */
    static ProducerRecord<byte[], byte[]> of(
            LaneId lane,
            ConsumerRecord<byte[], byte[]> record,
            byte @Nullable [] value,
            Headers headers,
            Provenance provenance) {
        ProvenanceHeader.replace(headers, provenance);
        return new ProducerRecord<>(
                lane.topic().mirror(), lane.partition(), record.timestamp(), record.key(), value, headers);
    }
}

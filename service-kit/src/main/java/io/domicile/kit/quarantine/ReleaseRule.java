package io.domicile.kit.quarantine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what becomes of a quarantined record that is whole and waits. Writes nothing. */
@FunctionalInterface
public interface ReleaseRule {

    Release decide(ConsumerRecord<byte[], byte[]> record, QuarantinedRecord about);
}

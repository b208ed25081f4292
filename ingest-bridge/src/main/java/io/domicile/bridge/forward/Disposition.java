package io.domicile.bridge.forward;

import io.domicile.bridge.admission.Admission;
import io.domicile.bridge.ledger.Ending;
import io.domicile.residency.DataClass;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The one record that a message becomes, and why. */
public sealed interface Disposition {

    ProducerRecord<byte[], byte[]> record();

    /** It goes to {@code ingress.<class>}. */
    record Ingress(DataClass dataClass, ProducerRecord<byte[], byte[]> record) implements Disposition {}

    /** It goes to the operator of this region: to the quarantine or the dead letters. */
    record SetAside(Ending ending, ProducerRecord<byte[], byte[]> record) implements Disposition {}

    /** Its payload goes nowhere; the record is the audit entry. */
    record Refused(Admission.Refused refusal, ProducerRecord<byte[], byte[]> record) implements Disposition {}
}

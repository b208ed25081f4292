package io.domicile.kit.quarantine;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to become of a quarantined record. */
public sealed interface Release {

    ReleaseState state();

    /** A topic or a reason; empty where the state says all. */
    String detail();

    /** It becomes this record. */
    record Written(ReleaseState state, String detail, ProducerRecord<byte[], byte[]> record) implements Release {

        @Override
        public String toString() {
            return "release " + state.code() + " (withheld)";
        }
    }

    /** It stays where it is. */
    record Held(ReleaseState state, String detail) implements Release {}
}

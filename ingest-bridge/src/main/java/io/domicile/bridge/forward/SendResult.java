package io.domicile.bridge.forward;

/** What Kafka made of one record. */
sealed interface SendResult {

    /** Every in-sync replica has it. */
    record Stored() implements SendResult {}

    /** This record can never be written, however often it is tried. */
    record Rejected(boolean tooLarge) implements SendResult {}

    /** It was not written, or nobody knows; it must be sent again. */
    record Failed(Exception cause) implements SendResult {}

    SendResult STORED = new Stored();

    static SendResult failure(Exception cause) {
        if (cause instanceof org.apache.kafka.common.errors.RecordTooLargeException
                || cause instanceof org.apache.kafka.common.errors.RecordBatchTooLargeException) {
            return new Rejected(true);
        }
        if (cause instanceof org.apache.kafka.common.InvalidRecordException
                || cause instanceof org.apache.kafka.common.errors.InvalidTimestampException) {
            return new Rejected(false);
        }
        return new Failed(cause);
    }
}

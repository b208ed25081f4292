package io.domicile.kit.kafka;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Tells by a failure whether a transactional producer was fenced: another began, or the brokers ended its transaction. */
public final class Fencing {

    private static final int MAX_CAUSES = 10;

    private Fencing() {}

    /**
     * Whether this failure, or one of its causes, says so. The brokers have three answers for it. Where they aborted the
     * transaction just before its own commit arrived they take that commit for one repeated in a wrong state and answer
     * {@link InvalidTxnStateException}; a transaction that was committed never gets that answer.
     */
    public static boolean isFenced(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < MAX_CAUSES; depth++) {
            if (current instanceof ProducerFencedException
                    || current instanceof InvalidProducerEpochException
                    || current instanceof InvalidTxnStateException) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}

package io.domicile.router.fault;

import io.domicile.router.route.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/**
 * Records that a topic refused for good. The refusal aborts the transaction, so the record is read again; what this
 * remembers then lets it take another way instead of ending thread after thread.
 *
 * <p>In memory and bounded: a process that has forgotten, or has not seen, a refusal meets it once itself. Safe for use
 * by any thread.
 */
public final class Refusals {

    /** How far a record has been refused. */
    public enum Stage {
        /** It was not. */
        NONE,
        /** By the topic it was to depart for. */
        BY_DESTINATION,
        /** By the quarantine too: no payload can be kept. */
        BY_QUARANTINE
    }

    private static final int MAXIMUM = 10_000;

    private final Map<Origin, Stage> refused = new LinkedHashMap<>();
    private volatile boolean isEmpty = true;
    private int excuses;

    /** Whether the failure is about the record itself, so that sending it again cannot help. */
    static boolean isOfTheRecord(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException
                || failure instanceof UnsupportedForMessageFormatException;
    }

    /** How far the record read at this place has been refused. */
    public Stage of(Origin origin) {
        return isEmpty ? Stage.NONE : find(origin);
    }

    /** Remembers a refusal, and excuses the end of the thread that met it where another way is left for the record. */
    synchronized void remember(Origin origin) {
        Stage before = find(origin);
        if (refused.size() >= MAXIMUM) {
            refused.remove(refused.keySet().iterator().next());
        }
        refused.put(origin, before == Stage.NONE ? Stage.BY_DESTINATION : Stage.BY_QUARANTINE);
        isEmpty = false;
        excuses += before == Stage.BY_QUARANTINE ? 0 : 1;
    }

    /** Whether a thread that ended by a record's refusal is excused: once for each refusal. */
    synchronized boolean takeExcuse() {
        boolean isExcused = excuses > 0;
        excuses -= isExcused ? 1 : 0;
        return isExcused;
    }

    private synchronized Stage find(Origin origin) {
        return refused.getOrDefault(origin, Stage.NONE);
    }
}

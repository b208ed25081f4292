package io.domicile.replicator.offset;

import java.util.List;

/** The committed records of one mirrored partition, between two ends that do not move. */
public interface MirrorLog {

    /** The offset of the oldest record, or of the next where there is none. */
    long start();

    /** The offset behind the last committed record at the time this log was opened. */
    long end();

    /**
     * Whether all that was written when this log was opened lies before its end. Where it does not, a transaction was not
     * over yet.
     */
    boolean isComplete();

    /**
     * Reads on from an offset until there is at least one record with a provenance, or nothing more before {@code to}.
     *
     * @param from at least {@link #start}
     * @param to at most {@link #end}
     * @throws org.apache.kafka.common.KafkaException if the target does not answer in time
     */
    Page read(long from, long to);

    /**
     * Part of a log.
     *
     * @param landmarks every committed record with a provenance from where the page begins to before {@code next}
     */
    record Page(List<Landmark> landmarks, long next) {

        public Page {
            landmarks = List.copyOf(landmarks);
        }
    }
}

package io.domicile.replicator.simulation;

import org.apache.kafka.common.Uuid;

/**
 * What one offset of the simulated source holds, and ever held.
 *
 * @param number of the record, never given twice in a world
 */
record Entry(Uuid topicId, long offset, int leaderEpoch, Kind kind, int number) {

    enum Kind {
        /** Of an organization that may always cross. */
        ALLOWED(true),
        /** Of an organization whose strict residency is switched on and off. */
        SWITCHED(true),
        /** Of an organization nobody knows. */
        UNKNOWN(true),
        /** Of an organization at home elsewhere. */
        FOREIGN(true),
        /** Tagged as one organization's, keyed as another's. */
        FORGED(true),
        /** Of no released schema. */
        UNDECLARED(true),
        ABORTED(false),
        MARKER(false);

        private final boolean seen;

        Kind(boolean seen) {
            this.seen = seen;
        }

        /** Whether a consumer of committed records gets it. */
        boolean isSeen() {
            return seen;
        }
    }
}

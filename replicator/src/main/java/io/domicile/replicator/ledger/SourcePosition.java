package io.domicile.replicator.ledger;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The next source offset to copy.
 *
 * @param leaderEpoch the source's leader epoch there, by which a truncation is noticed; empty where unknown
 */
public record SourcePosition(long offset, Optional<Integer> leaderEpoch) {

    public static SourcePosition at(long offset) {
        return new SourcePosition(offset, Optional.empty());
    }

    /** For the seek of a source consumer, which then validates the epoch. */
    public OffsetAndMetadata toSeek() {
        return new OffsetAndMetadata(offset, leaderEpoch, "");
    }
}

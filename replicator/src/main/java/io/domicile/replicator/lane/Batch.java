package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.SourcePosition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll brought of one lane.
 *
 * @param records committed records in order; empty where only the position moved, past transaction markers
 * @param next the position behind them
 * @param fetchedNanos when they arrived, by the monotonic clock
 */
public record Batch(List<ConsumerRecord<byte[], byte[]>> records, SourcePosition next, long fetchedNanos) {

    public Batch {
        records = List.copyOf(records);
    }

    /** The rest from the record with this index on. */
    Batch from(int index) {
        return new Batch(records.subList(index, records.size()), next, fetchedNanos);
    }

    /** The position before the record with this index; {@link #next} where it is the number of records. */
    SourcePosition before(int index) {
        if (index == records.size()) {
            return next;
        }
        // Not the epoch of the record before it: markers of a newer epoch may lie between, and would look truncated
        ConsumerRecord<byte[], byte[]> record = records.get(index);
        return new SourcePosition(record.offset(), record.leaderEpoch());
    }
}

package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What polls brought of one lane.
 *
 * @param records committed records in order; empty where only the position moved, past transaction markers
 * @param next the position behind them
 * @param arrivals when which of them arrived, at least one, in order
 */
public record Batch(List<ConsumerRecord<byte[], byte[]>> records, SourcePosition next, List<Arrival> arrivals) {

    /**
     * One poll's records.
     *
     * @param end index behind its last record
     * @param nanos by the monotonic clock
     */
    public record Arrival(int end, long nanos) {}

    public Batch {
        records = List.copyOf(records);
        arrivals = List.copyOf(arrivals);
    }

    /** What one poll brought, at this reading of the monotonic clock. */
    public Batch(List<ConsumerRecord<byte[], byte[]>> records, SourcePosition next, long fetchedNanos) {
        this(records, next, List.of(new Arrival(records.size(), fetchedNanos)));
    }

    /** Several batches that follow each other, as one. */
    public static Batch join(List<Batch> parts) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Batch part : parts) {
            for (Arrival arrival : part.arrivals) {
                arrivals.add(new Arrival(records.size() + arrival.end(), arrival.nanos()));
            }
            records.addAll(part.records);
        }
        return new Batch(records, parts.get(parts.size() - 1).next, arrivals);
    }

    /** When the last of it arrived. */
    long fetchedNanos() {
        return arrivals.get(arrivals.size() - 1).nanos();
    }

    /** When the record with this index arrived. */
    long fetchedNanos(int index) {
        for (Arrival arrival : arrivals) {
            if (index < arrival.end()) {
                return arrival.nanos();
            }
        }
        return fetchedNanos();
    }

    /** What comes before the record with this index. */
    public Batch until(int index) {
        List<Arrival> first = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            first.add(new Arrival(Math.min(index, arrival.end()), arrival.nanos()));
            if (arrival.end() >= index) {
                break;
            }
        }
        return new Batch(records.subList(0, index), before(index), first);
    }

    /** The rest from the record with this index on. */
    public Batch from(int index) {
        List<Arrival> rest = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.end() > index) {
                rest.add(new Arrival(arrival.end() - index, arrival.nanos()));
            }
        }
        return rest.isEmpty()
                ? new Batch(List.of(), next, fetchedNanos())
                : new Batch(records.subList(index, records.size()), next, rest);
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

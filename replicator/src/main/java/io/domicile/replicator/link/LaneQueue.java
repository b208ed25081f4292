package io.domicile.replicator.link;

import io.domicile.replicator.lane.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was fetched of one lane and is not done yet, in order. While a transaction ends, the next one's records gather
 * here, so the slower a target answers the more goes into one transaction. Confined to the worker's thread.
 */
final class LaneQueue {

    /** What the objects around a record's key and value take, about, and those of its headers: tag and content type. */
    private static final int RECORD_OVERHEAD = 900;

    private final Deque<Batch> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long takenBytes;

    void add(Batch batch) {
        waiting.addLast(batch);
        waitingBytes += size(batch);
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Bytes that wait or are at work. */
    long bytes() {
        return waitingBytes + takenBytes;
    }

    /** Bytes at work. */
    long takenBytes() {
        return takenBytes;
    }

    /**
     * Takes what waits, as one batch: one record in any case, and what follows it within these bounds.
     *
     * @throws java.util.NoSuchElementException if nothing waits
     */
    Batch take(int maxRecords, long maxBytes) {
        Batch first = waiting.removeFirst();
        int fitting = fitting(first, maxRecords, maxBytes);
        if (fitting < first.records().size()) {
            waiting.addFirst(first.from(fitting));
            return taken(first.until(fitting));
        }
        long bytes = size(first);
        int count = first.records().size();
        List<Batch> parts = new ArrayList<>(List.of(first));
        while (!waiting.isEmpty()) {
            Batch next = waiting.getFirst();
            bytes += size(next);
            count += next.records().size();
            if (count > maxRecords || bytes > maxBytes) {
                break;
            }
            parts.add(waiting.removeFirst());
        }
        return taken(parts.size() == 1 ? first : Batch.join(parts));
    }

    private Batch taken(Batch batch) {
        takenBytes = size(batch);
        waitingBytes -= takenBytes;
        return batch;
    }

    /** How many of its records, one at least, are within these bounds. */
    private static int fitting(Batch batch, int maxRecords, long maxBytes) {
        int count = 0;
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            bytes += size(record);
            if (count > 0 && (count == maxRecords || bytes > maxBytes)) {
                break;
            }
            count++;
        }
        return count;
    }

    /** What was taken is done. */
    void done() {
        takenBytes = 0;
    }

    /** Of what was taken, this is left: it is the first again. */
    void putBack(Batch rest) {
        waiting.addFirst(rest);
        waitingBytes += size(rest);
    }

    /** Drops what waits. */
    void clear() {
        waiting.clear();
        waitingBytes = 0;
    }

    private static long size(Batch batch) {
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            bytes += size(record);
        }
        return bytes;
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return RECORD_OVERHEAD + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}

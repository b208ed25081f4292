package io.domicile.kit.seal;

import io.domicile.kit.seal.Finding.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the entries of one partition, given in their order, with the ranges that seals speak of. One thread. */
final class RangeComparison {

    /** A range, and the seal that speaks of it. */
    record Sealed(long sequence, SealedRange range) {

        @Override
        public String toString() {
            return "seal " + sequence + ", partition " + range.partition() + ", offsets " + range.from() + " to "
                    + range.to();
        }
    }

    private final List<Sealed> ranges;
    private final Consumer<Finding> findings;
    private int at;
    private RangeDigest digest;
    private long entries;

    /** @param ranges in order, at least one */
    RangeComparison(List<Sealed> ranges, Consumer<Finding> findings) {
        this.ranges = List.copyOf(ranges);
        this.findings = findings;
        this.digest = empty(0);
    }

    void add(ConsumerRecord<byte[], byte[]> entry) {
        while (at < ranges.size() && entry.offset() >= current().range().to()) {
            finishRange();
        }
        if (at < ranges.size() && entry.offset() >= current().range().from()) {
            digest.add(entry);
        }
    }

    /** No entry follows before the end of the last range. */
    void finish() {
        while (at < ranges.size()) {
            finishRange();
        }
    }

    /** No entry can be read from this offset on. */
    void breakOff(long reached) {
        while (at < ranges.size() && current().range().to() <= reached) {
            finishRange();
        }
        if (at < ranges.size()) {
            say(
                    Kind.ENTRIES_UNREADABLE,
                    current(),
                    "not a valid record batch; nothing up to offset "
                            + ranges.get(ranges.size() - 1).range().to() + " could be verified");
            at = ranges.size();
        }
    }

    /** Entries that are as they were sealed. */
    long entries() {
        return entries;
    }

    private void finishRange() {
        Sealed sealed = current();
        long wanted = sealed.range().count();
        SealedRange found = digest.upTo(sealed.range().to());
        if (found.count() < wanted) {
            say(Kind.ENTRIES_REMOVED, sealed, wanted + " entries were sealed, " + found.count() + " are there");
        } else if (found.count() > wanted) {
            say(Kind.ENTRIES_ADDED, sealed, wanted + " entries were sealed, " + found.count() + " are there");
        } else if (!found.digest().equals(sealed.range().digest())) {
            say(Kind.ENTRIES_ALTERED, sealed, "an entry is not as it was sealed, or not where it was");
        } else {
            entries += wanted;
        }
        at++;
        digest = empty(at);
    }

    private Sealed current() {
        return ranges.get(at);
    }

    private RangeDigest empty(int index) {
        if (index >= ranges.size()) {
            return new RangeDigest(0, 0);
        }
        SealedRange range = ranges.get(index).range();
        return new RangeDigest(range.partition(), range.from());
    }

    private void say(Kind kind, Sealed sealed, String text) {
        findings.accept(new Finding(kind, sealed.sequence(), sealed + ": " + text));
    }
}

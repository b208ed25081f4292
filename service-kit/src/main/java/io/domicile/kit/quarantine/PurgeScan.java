package io.domicile.kit.quarantine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the beginning of each partition in which every record is older than a time. One thread. */
final class PurgeScan {

    /** As reasons are written by bridge and router. Evidence quotes nothing else. */
    private static final Pattern REASON = Pattern.compile("[a-z-]{1,40}");

    private static final String NO_REASON = "unknown";

    private final Instant before;
    private final SortedMap<Integer, Long> ends;
    private final SortedMap<Integer, Prefix> prefixes = new TreeMap<>();

    /** @param ends the offset at which each partition ends */
    PurgeScan(Instant before, SortedMap<Integer, Long> ends) {
        this.before = before;
        this.ends = ends;
    }

    /** Takes the records of each partition in their order. */
    void add(QuarantinedRecord record) {
        Prefix prefix = prefixes.computeIfAbsent(record.position().partition(), partition -> new Prefix());
        if (prefix.end != null) {
            return;
        }
        if (record.time().isBefore(before)) {
            prefix.add(record);
        } else {
            prefix.end = record.position().offset();
        }
    }

    /** Those that hold a record. A mark is always behind its record, so none is left without it or taken before it. */
    List<PurgeRange> ranges() {
        List<PurgeRange> ranges = new ArrayList<>();
        prefixes.forEach((partition, prefix) -> {
            if (prefix.count > 0) {
                long end = prefix.end == null ? ends.getOrDefault(partition, 0L) : prefix.end;
                ranges.add(new PurgeRange(partition, prefix.begin, end, prefix.count, prefix.released, prefix.reasons));
            }
        });
        return ranges;
    }

    private static final class Prefix {

        private final Map<String, Long> reasons = new TreeMap<>();
        private long begin;
        private long count;
        private long released;
        private @Nullable Long end;

        void add(QuarantinedRecord record) {
            begin = count == 0 ? record.position().offset() : begin;
            count++;
            released += record.state() == QuarantineState.RELEASED ? 1 : 0;
            String reason = REASON.matcher(record.reason()).matches() ? record.reason() : NO_REASON;
            reasons.merge(reason, 1L, Long::sum);
        }
    }
}

package io.domicile.kit.quarantine;

import java.util.Map;
import java.util.TreeMap;

/**
 * The beginning of one partition, where every record is older than a time.
 *
 * @param from offset of the first record
 * @param to the partition begins here afterwards
 * @param count records, marks not counted
 * @param released how many of them had been released
 * @param reasons how many records there are of each reason
 */
public record PurgeRange(int partition, long from, long to, long count, long released, Map<String, Long> reasons) {

    public PurgeRange {
        reasons = new TreeMap<>(reasons);
    }
}

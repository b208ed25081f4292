package io.domicile.demo.verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Residency tags as any Kafka client sees them: headers, not decoded by Domicile. */
final class Tags {

    private Tags() {}

    /** How many of the records carry this home and this jurisdiction, each exactly once. */
    static long count(List<ConsumerRecord<byte[], byte[]>> records, String home, String jurisdiction) {
        return records.stream()
                .filter(record -> values(record, "residency-home").equals(List.of(home))
                        && values(record, "residency-jurisdiction").equals(List.of(jurisdiction)))
                .count();
    }

    /** The values of every header of this name. */
    static List<String> values(ConsumerRecord<byte[], byte[]> record, String name) {
        List<String> values = new ArrayList<>();
        for (Header header : record.headers().headers(name)) {
            values.add(new String(header.value(), StandardCharsets.UTF_8));
        }
        return values;
    }
}

package io.domicile.it.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Random texts in values, by which they are recognized wherever they come: one for each kind of data. */
final class Marks {

    /** An organization whose replicated classes may cross the border. */
    static final String OPEN = "acme";

    /** An organization of which nothing may. */
    static final String STRICT = "borealis";

    /** The first one's data of a class that stays at home. */
    static final String REGIONAL = "regional";

    private final Map<String, String> texts = Map.of(
            OPEN,
            UUID.randomUUID().toString(),
            STRICT,
            UUID.randomUUID().toString(),
            REGIONAL,
            UUID.randomUUID().toString());

    String of(String kind) {
        return texts.getOrDefault(kind, "unknown");
    }

    /** The kinds of data whose marks stand anywhere in these records, headers included. */
    Set<String> seenIn(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> seen = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            texts.forEach((kind, text) -> {
                if (holds(record.key(), text)
                        || holds(record.value(), text)
                        || List.of(record.headers().toArray()).stream()
                                .anyMatch(header -> holds(header.value(), text))) {
                    seen.add(kind);
                }
            });
        }
        return seen;
    }

    private static boolean holds(byte[] bytes, String text) {
        return bytes != null && new String(bytes, ISO_8859_1).contains(text);
    }
}

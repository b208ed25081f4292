package io.domicile.it.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Values that carry the text {@code n-<number>;}, in whatever encoding of the text around it. */
final class Numbered {

    private static final Pattern NUMBER = Pattern.compile("n-(\\d+);");

    private Numbered() {}

    static String text(int number) {
        return "n-" + number + ';';
    }

    /** The numbers of the records of each key, in the order they are read. */
    static Map<String, List<Integer>> byKey(Collection<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Matcher number = NUMBER.matcher(new String(record.value(), StandardCharsets.ISO_8859_1));
            if (number.find()) {
                numbers.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(Integer.parseInt(number.group(1)));
            }
        }
        return numbers;
    }
}

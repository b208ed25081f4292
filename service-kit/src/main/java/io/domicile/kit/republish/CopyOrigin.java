package io.domicile.kit.republish;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What a copy says of itself.
 *
 * @param run which run of a republication wrote it
 * @param offset of the record that it is a copy of, in the same partition of the home topic
 */
record CopyOrigin(String run, long offset) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-zA-Z-]{1,64}):([0-9]{1,18})");

    /** Empty where the record is no copy. A copy is behind its original. */
    static Optional<CopyOrigin> of(ConsumerRecord<?, ?> record) {
        String text = RecordHeaders.text(record.headers(), HeaderNames.REPUBLISHED);
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(new CopyOrigin(matcher.group(1), Long.parseLong(matcher.group(2))))
                        .filter(origin -> origin.offset() < record.offset())
                : Optional.empty();
    }

    void replaceOn(Headers headers) {
        headers.remove(HeaderNames.REPUBLISHED);
        RecordHeaders.add(headers, HeaderNames.REPUBLISHED, run + ":" + offset);
    }
}

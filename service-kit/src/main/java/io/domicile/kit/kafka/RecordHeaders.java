package io.domicile.kit.kafka;

import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.residency.tag.TagDecoder;
import io.domicile.residency.tag.TagReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Residency headers on Kafka's {@link Headers}. */
public final class RecordHeaders {

    private RecordHeaders() {}

    /** What the tag on these headers amounts to. */
    public static TagReading readTag(Headers headers) {
        TagDecoder decoder = new TagDecoder();
        for (Header header : headers) {
            decoder.header(header.key(), header.value());
        }
        return decoder.reading();
    }

    /** Removes every header with the reserved prefix, in any case. Returns how many there were. */
    public static int stripReserved(Headers headers) {
        List<String> reserved = List.of();
        for (Header header : headers) {
            if (TagCodec.isReserved(header.key())) {
                reserved = reserved.isEmpty() ? new ArrayList<>(TagCodec.HEADERS.size()) : reserved;
                reserved.add(header.key());
            }
        }
        reserved.forEach(headers::remove);
        return reserved.size();
    }

    /** A copy without the headers that have the reserved prefix, in any case. */
    public static Stripped withoutReserved(Headers headers) {
        Headers others = new org.apache.kafka.common.header.internals.RecordHeaders();
        int removed = 0;
        for (Header header : headers) {
            if (TagCodec.isReserved(header.key())) {
                removed++;
            } else {
                others.add(header);
            }
        }
        return new Stripped(others, removed);
    }

    /**
     * What is left of a record's headers.
     *
     * @param headers to be added to
     * @param removed how many had the reserved prefix
     */
    public record Stripped(Headers headers, int removed) {}

    /** Adds the tag's five headers to headers that have no reserved one. */
    public static void addTag(Headers headers, ResidencyTag tag) {
        TagCodec.encode(tag, headers::add);
    }

    /** Removes every reserved header, then adds the tag's five, once. */
    public static void replaceTag(Headers headers, ResidencyTag tag) {
        stripReserved(headers);
        addTag(headers, tag);
    }

    /** Adds a UTF-8 header. */
    public static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value of the last header of this name as UTF-8 text, or null where there is none. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

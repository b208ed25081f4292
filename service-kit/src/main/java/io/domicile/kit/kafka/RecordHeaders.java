package io.domicile.kit.kafka;

import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.residency.tag.TagReading;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Residency headers on Kafka's {@link Headers}. */
public final class RecordHeaders {

    private RecordHeaders() {}

    /** What the tag on these headers amounts to. */
    public static TagReading readTag(Headers headers) {
        List<Map.Entry<String, byte @Nullable []>> reserved = List.of();
        for (Header header : headers) {
            if (TagCodec.isReserved(header.key())) {
                reserved = reserved.isEmpty() ? new ArrayList<>(TagCodec.HEADERS.size()) : reserved;
                reserved.add(new SimpleImmutableEntry<>(header.key(), header.value()));
            }
        }
        return TagCodec.decode(reserved);
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

    /** Removes every reserved header, then adds the tag's five, once. */
    public static void replaceTag(Headers headers, ResidencyTag tag) {
        stripReserved(headers);
        TagCodec.encode(tag, headers::add);
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

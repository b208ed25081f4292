package io.domicile.router.topology;

import io.domicile.router.route.Origin;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A header that knows, in this process only, which record its own came from. When a send fails, Kafka Streams hands out
 * the record that failed but not where it was read: its context has moved on by then. The header objects of a record
 * stay the same all the way, so the place travels with one of them; not one byte is added to what is sent.
 */
public final class OriginHeader implements Header {

    private final String key;
    private final byte @Nullable [] value;
    private final Origin origin;

    private OriginHeader(Header header, Origin origin) {
        this.key = header.key();
        this.value = header.value();
        this.origin = origin;
    }

    /** Lets the last of the headers, which is the router's own and the only one of its name, know the origin. */
    static void mark(Headers headers, Origin origin) {
        Header last = null;
        for (Header header : headers) {
            last = header;
        }
        if (last != null) {
            headers.remove(last.key()).add(new OriginHeader(last, origin));
        }
    }

    /** Where the record of these headers was read, or empty where none of them was marked. */
    public static Optional<Origin> find(Headers headers) {
        for (Header header : headers) {
            if (header instanceof OriginHeader marked) {
                return Optional.of(marked.origin);
            }
        }
        return Optional.empty();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }
}

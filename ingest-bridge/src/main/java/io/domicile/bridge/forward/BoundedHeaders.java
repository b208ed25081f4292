package io.domicile.bridge.forward;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record's headers, filled up to a bound. What does not fit is left out; something smaller may still fit after it.
 */
final class BoundedHeaders {

    private final Headers headers;
    private int countLeft;
    private int bytesLeft;
    private int leftOut;

    /** @param bytes of names and values in UTF-8 */
    BoundedHeaders(Headers headers, int count, int bytes) {
        this.headers = headers;
        this.countLeft = count;
        this.bytesLeft = bytes;
    }

    /** Adds nothing where the value is null; tells whether it added it. */
    boolean add(String name, @Nullable String value) {
        if (value == null) {
            return false;
        }
        // No char takes less than a byte, so nothing long is encoded in vain
        if (value.length() > bytesLeft) {
            leftOut++;
            return false;
        }
        return add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds nothing where the value is null; tells whether it added it. */
    boolean add(String name, byte @Nullable [] value) {
        if (value == null) {
            return false;
        }
        if (countLeft == 0 || name.length() > bytesLeft) {
            leftOut++;
            return false;
        }
        int size = name.getBytes(StandardCharsets.UTF_8).length + value.length;
        if (size > bytesLeft) {
            leftOut++;
            return false;
        }
        headers.add(name, value);
        countLeft--;
        bytesLeft -= size;
        return true;
    }

    /** How many headers did not fit. */
    int leftOut() {
        return leftOut;
    }
}

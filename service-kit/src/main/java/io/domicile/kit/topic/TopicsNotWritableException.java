package io.domicile.kit.topic;

import java.util.Set;
import java.util.TreeSet;

/** Topics that exist, but that this service's principal may not write. */
public final class TopicsNotWritableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicsNotWritableException(Set<String> topics) {
        super("no permission to write topics: " + String.join(", ", new TreeSet<>(topics)));
    }
}

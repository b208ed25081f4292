package io.domicile.kit.topic;

import java.util.Set;
import java.util.TreeSet;

/** Topics that a service needs and the region does not have, or does not show to this service. */
public final class TopicsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final TreeSet<String> missing;

    TopicsMissingException(Set<String> missing) {
        super("missing topics (or no permission to see them): " + String.join(", ", new TreeSet<>(missing))
                + "; 'domicile topics create' creates them");
        this.missing = new TreeSet<>(missing);
    }

    /** The names, ordered. */
    public Set<String> missing() {
        return Set.copyOf(missing);
    }
}

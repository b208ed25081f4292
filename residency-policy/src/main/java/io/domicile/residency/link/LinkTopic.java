package io.domicile.residency.link;

import io.domicile.residency.DataClass;

/** What a source topic is to a link. A topic that is none of these is never read by a link. */
public sealed interface LinkTopic {

    /** {@code egress.<class>} of a replicated class. */
    record Egress(DataClass dataClass) implements LinkTopic {

        /** @throws IllegalArgumentException if the class is regional: no such topic exists */
        public Egress {
            if (!dataClass.isReplicated()) {
                throw new IllegalArgumentException(
                        "class '" + dataClass.id() + "' is regional and has no egress topic");
            }
        }
    }

    /** {@code forward.<target>}: records on their way home. */
    record Forward() implements LinkTopic {}

    /** {@code residency.policy}: always crosses. */
    record Policy() implements LinkTopic {}
}

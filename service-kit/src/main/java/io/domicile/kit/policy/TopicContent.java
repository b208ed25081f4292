package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one policy topic said at one moment. Immutable. */
record TopicContent(long generation, SortedMap<OrganizationId, EntryState> entries) {

    TopicContent {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** This content with those of the other entries that are unreadable laid over it. */
    TopicContent deniedBy(Map<OrganizationId, EntryState> other) {
        SortedMap<OrganizationId, EntryState> denied = new TreeMap<>(entries);
        other.forEach((organization, state) -> {
            if (state instanceof EntryState.Unreadable) {
                denied.put(organization, state);
            }
        });
        return new TopicContent(generation, denied);
    }
}

package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a policy topic must contain for it to be believed.
 *
 * @param generation grows by one with every change of the topic
 * @param count number of entry keys, those with unreadable entries included
 * @param digest over the readable entries
 */
record Manifest(long generation, int count, PolicyDigest digest) {

    /** The manifest that describes these entries. */
    static Manifest describing(Map<?, EntryState> entries, long generation) {
        return new Manifest(generation, entries.size(), PolicyDigest.of(readable(entries)));
    }

    static List<OrganizationPolicy> readable(Map<?, EntryState> entries) {
        List<OrganizationPolicy> policies = new ArrayList<>(entries.size());
        for (EntryState state : entries.values()) {
            if (state instanceof EntryState.Readable readable) {
                policies.add(readable.policy());
            }
        }
        return policies;
    }
}

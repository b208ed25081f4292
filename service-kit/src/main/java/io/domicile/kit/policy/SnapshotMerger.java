package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges what the topics say, once for the same contents. Not thread-safe. */
final class SnapshotMerger {

    private Map<RegionId, TopicContent> merged = Map.of();
    private @Nullable PolicySnapshot snapshot;

    PolicySnapshot merge(Map<RegionId, TopicContent> contents) {
        PolicySnapshot last = snapshot;
        if (last != null && isMerged(contents)) {
            return last;
        }
        PolicySnapshot next = PolicySnapshot.merge(contents);
        merged = Map.copyOf(contents);
        snapshot = next;
        return next;
    }

    /** By identity: comparing every entry would cost as much as merging. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isMerged(Map<RegionId, TopicContent> contents) {
        return contents.size() == merged.size()
                && contents.entrySet().stream().allMatch(entry -> merged.get(entry.getKey()) == entry.getValue());
    }
}

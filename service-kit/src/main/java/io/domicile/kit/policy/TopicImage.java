package io.domicile.kit.policy;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.kit.policy.EntryState.Unreadable;
import io.domicile.residency.OrganizationId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the records of one policy topic amount to, in the order they were read. Not thread-safe.
 *
 * <ol>
 *   <li>A readable entry is pending until the next readable manifest, then it counts.
 *   <li>An unreadable entry counts at once, and drops what was pending for its organization: tightening comes first.
 *   <li>Nothing ever removes an organization: a tombstone is an unreadable entry.
 *   <li>For topics written as {@link PolicyWriter} does, it depends on the last record of each key only, so that
 *       compaction does not change it.
 * </ol>
 */
final class TopicImage {

    private final SortedMap<OrganizationId, EntryState> entries = new TreeMap<>();
    private final SortedMap<OrganizationId, EntryState> pending = new TreeMap<>();
    private final Set<OrganizationId> lateUnreadable = new TreeSet<>();
    private final Map<OrganizationId, Long> highestEpochs = new TreeMap<>();
    private @Nullable Manifest manifest;
    private @Nullable TopicVerdict judged;
    private long highestGeneration;
    private long foreignRecords;

    void apply(PolicyRecord next) {
        if (next instanceof PolicyRecord.Entry entry) {
            put(entry.organization(), entry.state());
        } else if (next instanceof PolicyRecord.ReadableManifest readable) {
            accept(readable.manifest());
        } else if (next instanceof PolicyRecord.UnreadableManifest) {
            manifest = null;
            judged = null;
        } else if (next instanceof PolicyRecord.Foreign) {
            foreignRecords++;
        }
    }

    private void put(OrganizationId organization, EntryState state) {
        judged = null;
        if (state instanceof Unreadable) {
            entries.put(organization, state);
            pending.remove(organization);
            lateUnreadable.add(organization);
        } else if (state instanceof Readable readable) {
            pending.put(organization, state);
            highestEpochs.merge(organization, readable.policy().epoch(), Math::max);
        }
    }

    private void accept(Manifest next) {
        judged = null;
        entries.putAll(pending);
        pending.clear();
        lateUnreadable.clear();
        manifest = next;
        highestGeneration = Math.max(highestGeneration, next.generation());
    }

    /**
     * Whether this may be believed, given that the topic was read to its end. Knows no earlier generation.
     *
     * <p>The count must be that of the entry keys. Of a key whose entry became unreadable after the manifest nobody can
     * say whether the manifest counted it: compaction may have removed what it was. Such keys may be counted or not, so
     * that garbage under a new key denies that organization and nothing else.
     */
    TopicVerdict judge() {
        TopicVerdict verdict = judged;
        if (verdict == null) {
            verdict = compare();
            judged = verdict;
        }
        return verdict;
    }

    private TopicVerdict compare() {
        if (manifest == null) {
            return new TopicVerdict.Rejected(GateStatus.Reason.NO_MANIFEST);
        }
        Manifest actual = Manifest.describing(entries, manifest.generation());
        boolean isSameDigest = manifest.digest().equals(actual.digest());
        boolean isAllReadable = entries.values().stream().allMatch(Readable.class::isInstance);
        boolean isCount =
                manifest.count() <= actual.count() && manifest.count() >= actual.count() - lateUnreadable.size();
        if (!isCount || (!isSameDigest && isAllReadable)) {
            return new TopicVerdict.Rejected(GateStatus.Reason.MANIFEST_MISMATCH);
        }
        return new TopicVerdict.Verified(new TopicContent(manifest.generation(), entries), !isSameDigest);
    }

    /** The entries that count. A live view. */
    SortedMap<OrganizationId, EntryState> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** The entries that would count if a manifest followed. */
    SortedMap<OrganizationId, EntryState> entriesWithPending() {
        SortedMap<OrganizationId, EntryState> all = new TreeMap<>(entries);
        all.putAll(pending);
        return all;
    }

    /** How many readable entries wait for a manifest. */
    int pendingCount() {
        return pending.size();
    }

    /** How many records under keys that mean nothing were read. */
    long foreignRecords() {
        return foreignRecords;
    }

    /** Whether nothing was read but records that mean nothing. */
    boolean isEmpty() {
        return entries.isEmpty() && pending.isEmpty() && highestGeneration == 0 && manifest == null;
    }

    /** The generation of the last manifest; 0 where there is none, or it cannot be read. */
    long generation() {
        return manifest == null ? 0 : manifest.generation();
    }

    /** What the last manifest says that the entries amount to. */
    Optional<PolicyDigest> digest() {
        return Optional.ofNullable(manifest).map(Manifest::digest);
    }

    /**
     * Whether the topic tells of less than was once verified: it was restored to an older state, or created again. What
     * {@link PolicyWriter} then writes keeps the generation, which is 0 in a topic that was created again, until the
     * topic is adopted.
     *
     * @param remembered the highest generation that was verified; 0 where none is known of
     */
    boolean isSetBack(long remembered) {
        long once = Math.max(highestGeneration, remembered);
        return generation() < (isEmpty() ? once : Math.max(1, once));
    }

    /** The highest generation that any manifest read carried, or 0. */
    long highestGeneration() {
        return highestGeneration;
    }

    /** The highest epoch that any readable entry read of the organization carried, or 0. */
    long highestEpoch(OrganizationId organization) {
        return highestEpochs.getOrDefault(organization, 0L);
    }
}

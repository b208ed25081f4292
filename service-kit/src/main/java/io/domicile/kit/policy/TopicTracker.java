package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One policy topic over time: what is being read of it, whether that was believed, and what was believed last. No I/O;
 * not thread-safe.
 *
 * <ol>
 *   <li>It is judged only when its reader has reached the end of the topic, so at bootstrap only the last manifest is.
 *   <li>A generation below the highest one verified is rejected, also after the topic was read again, and also where an
 *       earlier process verified it. So is generation 0, which only a topic that is yet to be adopted has, and the
 *       generation verified last where its manifest tells of other entries.
 *   <li>{@link #restart} forgets what was read and keeps what was believed; {@link #distrust} does the opposite.
 * </ol>
 */
final class TopicTracker {

    private final RegionId region;
    private TopicImage image = new TopicImage();
    private boolean isJudged;
    private boolean isWhole;
    private TopicVerdict verdict = new TopicVerdict.Rejected(GateStatus.Reason.LOADING);
    private long highestVerified;
    private @Nullable TopicContent verified;
    private Optional<PolicyDigest> verifiedDigest = Optional.empty();
    private @Nullable TopicContent lastKnown;
    private final Freshness freshness = new Freshness();

    /** @param region the region whose own policy topic this is, or whose mirror */
    TopicTracker(RegionId region) {
        this.region = region;
    }

    /** Begins again with nothing read. What was believed stands until the next judgement. */
    void restart() {
        image = new TopicImage();
        isJudged = false;
    }

    /** Stops believing the topic's present content, whatever was read of it. */
    void distrust(GateStatus.Reason reason) {
        verdict = new TopicVerdict.Rejected(reason);
    }

    /** A record that no judgement covers cannot be decoded for now: the last judgement is outdated. */
    void stall() {
        distrust(GateStatus.Reason.LOADING);
    }

    /** This generation was verified, if not by this tracker: nothing below it is believed. */
    void remember(long generation) {
        highestVerified = Math.max(highestVerified, generation);
    }

    /** The highest generation that was ever verified; 0 where none is known of. */
    long highestVerified() {
        return highestVerified;
    }

    Freshness freshness() {
        return freshness;
    }

    void apply(PolicyRecord next) {
        image.apply(next);
    }

    /** Judges what was read; to be called when the topic was read to its end. */
    void judge() {
        isJudged = true;
        isWhole = image.pendingCount() == 0;
        verdict = image.judge();
        if (verdict instanceof TopicVerdict.Verified matching
                && isSetBack(matching.content().generation())) {
            verdict = new TopicVerdict.Rejected(GateStatus.Reason.GENERATION_REGRESSED);
        }
        if (verdict instanceof TopicVerdict.Verified matching) {
            highestVerified = matching.content().generation();
            verified = matching.content();
            verifiedDigest = image.digest();
            lastKnown = verified;
        } else if (verified != null) {
            lastKnown = verified.deniedBy(image.entries());
        }
    }

    private boolean isSetBack(long generation) {
        boolean isOfOtherEntries =
                verified != null && verified.generation() == generation && !verifiedDigest.equals(image.digest());
        return isOfOtherEntries || generation < Math.max(1, highestVerified);
    }

    /**
     * Whether the topic was wholly in order when it was judged last, and is believed still: it matched its manifest, and
     * no entry waited for another.
     */
    boolean isSound() {
        return isWhole && verdict instanceof TopicVerdict.Verified;
    }

    RegionId region() {
        return region;
    }

    TopicVerdict verdict() {
        return verdict;
    }

    TopicImage image() {
        return image;
    }

    boolean isJudged() {
        return isJudged;
    }

    /**
     * The content verified last, with every entry denied that was found unreadable since; empty before the first
     * verification.
     */
    Optional<TopicContent> lastKnown() {
        return Optional.ofNullable(lastKnown);
    }

    /** Whether reading the topic again from its beginning could improve on the judgement. */
    boolean isDoubtful() {
        return isJudged
                && (verdict instanceof TopicVerdict.Rejected
                        || image.entries().values().stream().anyMatch(EntryState.Unreadable.class::isInstance));
    }
}

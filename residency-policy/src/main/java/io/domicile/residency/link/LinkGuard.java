package io.domicile.residency.link;

import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.link.LinkAnswer.SkipReason;
import io.domicile.residency.link.LinkAnswer.WaitReason;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import java.util.Optional;

/**
 * The residency question of one link, {@code source->target}: a pure function of the record's topic, key and tag and of
 * the link's own, current policy.
 *
 * <p>The tag is evidence of where the record came from, never a permission. Its epoch decides nothing when it is older
 * than the policy's; when it is newer, the link's own policy is behind and the answer is {@link LinkAnswer.Wait}.
 *
 * <p>Suspension decides nothing here: it is the router's to enforce. What was routed before it crosses, or a tombstone
 * would never reach the standby and a forwarded record would never reach its home. Of a removed organization nothing
 * reaches a standby any more, because the link erases what is there.
 *
 * <p>Schemas and sizes are asked elsewhere: this guard sees no value. Instances are immutable and may be shared.
 */
public final class LinkGuard {

    private final RegionId source;
    private final RegionId target;

    public LinkGuard(RegionId source, RegionId target) {
        if (source.equals(target)) {
            throw new IllegalArgumentException("a link has two ends: source and target are both '" + source + "'");
        }
        this.source = source;
        this.target = target;
    }

    /** @param key empty where the record's key does not spell an organization and an entity */
    public LinkAnswer ask(LinkTopic topic, Optional<RecordKey> key, TagReading tag, PolicyView policies) {
        if (topic instanceof LinkTopic.Policy) {
            return LinkAnswer.COPY;
        }
        if (key.isEmpty()) {
            return refuse(RefuseReason.NO_ORGANIZATION);
        }
        if (tag instanceof TagReading.Valid valid) {
            return valid.tag().organization().equals(key.get().organization())
                    ? ask(topic, valid.tag(), policies)
                    : refuse(RefuseReason.TAG_KEY_MISMATCH);
        }
        if (tag instanceof TagReading.Absent) {
            return refuse(RefuseReason.NO_TAG);
        }
        return refuse(tag instanceof TagReading.Doubled ? RefuseReason.DOUBLED_TAG : RefuseReason.MALFORMED_TAG);
    }

    private LinkAnswer ask(LinkTopic topic, ResidencyTag tag, PolicyView policies) {
        Optional<DataClass> tagged = DataClass.find(tag.dataClass());
        if (tagged.isEmpty()) {
            return refuse(RefuseReason.UNKNOWN_CLASS);
        }
        if (topic instanceof LinkTopic.Egress egress && egress.dataClass() != tagged.get()) {
            return refuse(RefuseReason.WRONG_CLASS);
        }
        PolicyLookup lookup = policies.lookup(tag.organization());
        if (lookup instanceof PolicyLookup.Known known) {
            return tag.epoch() > known.policy().epoch()
                    ? new LinkAnswer.Wait(WaitReason.POLICY_BEHIND)
                    : ask(topic, tag, known.policy());
        }
        if (lookup instanceof PolicyLookup.Stale) {
            return new LinkAnswer.Wait(WaitReason.POLICY_STALE);
        }
        return refuse(
                lookup instanceof PolicyLookup.Unknown
                        ? RefuseReason.UNKNOWN_ORGANIZATION
                        : RefuseReason.POLICY_UNAVAILABLE);
    }

    private LinkAnswer ask(LinkTopic topic, ResidencyTag tag, OrganizationPolicy policy) {
        RegionId requiredHome = topic instanceof LinkTopic.Forward ? target : source;
        if (!tag.home().equals(requiredHome)) {
            return refuse(RefuseReason.FOREIGN_HOME);
        }
        if (!policy.home().equals(requiredHome)) {
            return tag.epoch() < policy.epoch() ? skip(SkipReason.MOVED) : refuse(RefuseReason.FOREIGN_HOME);
        }
        if (policy.strict()) {
            return skip(SkipReason.STRICT);
        }
        if (topic instanceof LinkTopic.Egress && !policy.standbys().contains(target)) {
            return skip(SkipReason.OTHER_STANDBY);
        }
        if (topic instanceof LinkTopic.Egress && policy.state() == OrganizationState.REMOVED) {
            return skip(SkipReason.REMOVED);
        }
        return LinkAnswer.COPY;
    }

    private static LinkAnswer skip(SkipReason reason) {
        return new LinkAnswer.Skip(reason);
    }

    private static LinkAnswer refuse(RefuseReason reason) {
        return new LinkAnswer.Refuse(reason);
    }
}

package io.domicile.kit.policy;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Changes the policy of the organizations at home in this region.
 *
 * <ol>
 *   <li>Every change is one transaction: the entry and a manifest with the next generation. Readers see both or none, and
 *       can see them when the method returns.
 *   <li>All writers of a region share one transactional id. The one that begins last wins; an earlier one that has not
 *       committed gets a {@link PolicyWriterFencedException} and has written nothing.
 *   <li>A policy's epoch is one more than the highest that the topic, or any mirror this region has of another's, still
 *       tells of: so the policy of an organization that moves here wins over what its former home keeps. Where the entry
 *       cannot be read it is one more than the generation, too, which no epoch given here to an organization that never
 *       moved exceeds, unless it was changed many times while the topic was set back.
 *   <li>An organization that another region claims is not changed here unless the caller says that it moves.
 *   <li>Entries that cannot be read stay, and count, until their policy is put again.
 *   <li>A topic that does not match its manifest is not written to, except by {@link #adopt(long)}.
 *   <li>A topic that was restored to an older state, or created again, can be put right entry by entry, but keeps its
 *       generation meanwhile: no gate opens on it before {@link #adopt(long)}. For this every change first learns which
 *       generation the region's services remember, and nothing is written where that cannot be learned.
 * </ol>
 *
 * <p>Methods block until the brokers have answered and throw a {@link PolicyWriteException}, or a {@link
 * io.domicile.schemas.registry.SchemaRegistryException} where the registry is at fault. No client is kept between calls.
 * Safe for use by several threads, which then fence each other.
 */
public final class PolicyWriter {

    private final RegionId here;
    private final SchemaRegistry registry;
    private final RegionCatalogue catalogue;
    private final PolicyClients clients;
    private final PolicyTopicScan scan;
    private volatile @Nullable PolicyEncoder encoder;
    private final MirrorScan mirrors;

    public PolicyWriter(
            RegionId here, Map<String, Object> kafkaSettings, SchemaRegistry registry, RegionCatalogue catalogue) {
        this.here = here;
        this.registry = registry;
        this.catalogue = catalogue;
        this.clients =
                new PolicyClients(kafkaSettings, "domicile-policy-writer-" + here, PolicyTimings.DEFAULT.request());
        this.scan = new PolicyTopicScan(clients, new PolicyDecoder(registry, catalogue), PolicyTimings.DEFAULT);
        this.mirrors = new MirrorScan(clients, scan, catalogue, PolicyTimings.DEFAULT.request());
    }

    /** As {@link #put(PolicyDraft, PutTerms)}, on ordinary terms. */
    public PolicyChange put(PolicyDraft draft) {
        return put(draft, PutTerms.ORDINARY);
    }

    /**
     * Makes this the organization's policy. Where it is already, nothing is written and the epoch stays.
     *
     * @throws UnsoundPolicyException if the policy is not sound or its home is another region
     * @throws AtHomeElsewhereException if another region claims the organization and the terms call it no move
     */
    public PolicyChange put(PolicyDraft draft, PutTerms terms) {
        requireSound(draft);
        try (PolicyTransaction transaction = begin()) {
            requireConsistent(transaction.image());
            return change(transaction, draft, terms);
        }
    }

    /**
     * Switches strict residency of an organization on or off.
     *
     * @throws UnknownOrganizationException if it has no entry here
     * @throws UnreadableEntryException if its entry cannot be read
     * @throws AtHomeElsewhereException if another region has claimed it since
     */
    public PolicyChange strict(OrganizationId organization, boolean isStrict) {
        try (PolicyTransaction transaction = begin()) {
            PolicyDraft draft = standing(transaction, organization).withStrict(isStrict);
            requireSound(draft);
            return change(transaction, draft, PutTerms.ORDINARY);
        }
    }

    /**
     * Gives an organization up, the first step of a move: from now on every region denies it, until the new home has put
     * a policy of it.
     *
     * @throws UnsoundPolicyException if the new home is this region or none of the catalogue
     * @throws UnknownOrganizationException if it has no entry here
     * @throws UnreadableEntryException if its entry cannot be read
     */
    public PolicyChange release(OrganizationId organization, RegionId newHome) {
        try (PolicyTransaction transaction = begin()) {
            PolicyDraft draft = standing(transaction, organization).releasedTo(newHome);
            List<String> problems = new ArrayList<>(draft.at(1).problems(catalogue));
            if (newHome.equals(here)) {
                problems.add("home: '" + newHome + "' is this region itself");
            }
            if (!problems.isEmpty()) {
                throw new UnsoundPolicyException(problems);
            }
            return change(transaction, draft, new PutTerms(true, 0));
        }
    }

    private static PolicyDraft standing(PolicyTransaction transaction, OrganizationId organization) {
        requireConsistent(transaction.image());
        EntryState state = transaction.image().entries().get(organization);
        if (state instanceof EntryState.Unreadable unreadable) {
            throw new UnreadableEntryException(unreadable.problem());
        }
        if (!(state instanceof EntryState.Readable readable)) {
            throw new UnknownOrganizationException();
        }
        return PolicyDraft.of(readable.policy());
    }

    /**
     * Writes a first manifest, of no policies, where the topic is empty. Returns whether it was. Where the region's
     * services remember another topic, no gate opens on it before it is adopted.
     */
    public boolean bootstrap() {
        try (PolicyTransaction transaction = begin()) {
            boolean isEmpty = transaction.image().isEmpty();
            if (isEmpty) {
                transaction.commit(null);
            }
            return isEmpty;
        }
    }

    /**
     * Declares that what the topic holds now is right, whatever its manifest says: the answer to a mismatch or a
     * regression, once somebody has looked. The new manifest's generation is higher than any that the region's services
     * remember. Returns it.
     *
     * @param atLeast the lowest generation it may have; 0 where it does not matter
     */
    public long adopt(long atLeast) {
        try (PolicyTransaction transaction = begin()) {
            return transaction.adopt(atLeast - 1);
        }
    }

    /** What this region's own topic holds, consistent or not. Fences nobody. */
    public PolicyListing list() {
        long remembered = remembered();
        return PolicyListing.of(scan.read(Topics.POLICY), remembered);
    }

    /** The highest generation that this region's own topic tells of. Fences nobody, and asks for nothing but the topic. */
    public long generation() {
        return scan.read(Topics.POLICY).highestGeneration();
    }

    /** What this region's own topic says of one organization. Fences nobody. */
    public PolicyLookup get(OrganizationId organization) {
        EntryState state = scan.read(Topics.POLICY).entries().get(organization);
        if (state instanceof EntryState.Readable readable) {
            return new PolicyLookup.Known(readable.policy());
        }
        return state == null ? PolicyLookup.UNKNOWN : PolicyLookup.UNREADABLE;
    }

    /** Made once: making one asks the registry for each schema. */
    private PolicyEncoder encoder() {
        PolicyEncoder known = encoder;
        if (known == null) {
            known = new PolicyEncoder(registry);
            encoder = known;
        }
        return known;
    }

    private PolicyTransaction begin() {
        return PolicyTransaction.begin(clients, KafkaNames.policyTransactions(here), encoder(), scan, remembered());
    }

    private PolicyChange change(PolicyTransaction transaction, PolicyDraft draft, PutTerms terms) {
        TopicImage image = transaction.image();
        @Nullable EntryState standing = image.entries().get(draft.organization());
        OrganizationPolicy mine = standing instanceof EntryState.Readable readable
                        && readable.policy().home().equals(here)
                ? readable.policy()
                : null;
        Elsewhere elsewhere = mirrors.read();
        Optional<RegionId> claimant = elsewhere.claimant(draft.organization(), mine == null ? 0 : mine.epoch());
        if (claimant.isPresent() && !terms.isMove()) {
            throw new AtHomeElsewhereException(claimant.get());
        }
        long others = Math.max(elsewhere.highestEpoch(draft.organization()), terms.epochAbove());
        if (standing instanceof EntryState.Readable readable
                && PolicyDraft.of(readable.policy()).equals(draft)
                && readable.policy().epoch() > others) {
            return new PolicyChange(readable.policy(), image.generation(), false, transaction.isSetBack());
        }
        long known = Math.max(image.highestEpoch(draft.organization()), others);
        if (standing instanceof EntryState.Unreadable) {
            known = Math.max(known, transaction.highestGeneration());
        }
        OrganizationPolicy next = draft.at(Math.addExact(known, 1));
        return new PolicyChange(next, transaction.commit(next), true, transaction.isSetBack());
    }

    private long remembered() {
        try (Admin admin = clients.patientAdmin()) {
            return new GroupGenerationMemory(admin, here, clients.patience())
                    .recall()
                    .getOrDefault(here, 0L);
        } catch (KafkaException | GenerationMemoryException unknown) {
            throw new PolicyTopicUnavailableException(
                    Topics.POLICY, "has generations that are remembered, but cannot be read", unknown);
        }
    }

    private void requireSound(PolicyDraft draft) {
        List<String> problems = new ArrayList<>();
        if (!draft.home().equals(here)) {
            problems.add("home: '" + draft.home() + "' is not this region, '" + here
                    + "'; a policy is written in its home region");
        }
        problems.addAll(draft.at(1).problems(catalogue));
        if (!problems.isEmpty()) {
            throw new UnsoundPolicyException(problems);
        }
    }

    private static void requireConsistent(TopicImage image) {
        if (image.isEmpty()) {
            return;
        }
        if (image.judge() instanceof TopicVerdict.Rejected rejected) {
            throw new PolicyTopicInconsistentException(
                    Topics.POLICY,
                    rejected.reason().code() + " with " + image.entries().size() + " entries");
        }
        if (image.pendingCount() > 0) {
            throw new PolicyTopicInconsistentException(
                    Topics.POLICY, image.pendingCount() + " entries were written without a manifest");
        }
    }
}

package io.domicile.kit.policy;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.kit.policy.EntryState.Unreadable;
import io.domicile.residency.IllegalIdException;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyHeartbeat;
import io.domicile.schemas.policy.PolicyManifest;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of a policy topic into {@link PolicyRecord}s. Whatever is wrong with a record itself makes that
 * record unreadable and nothing else; a registry that does not answer is an exception, because it says nothing about
 * the record.
 */
final class PolicyDecoder {

    private final FramedReader<OrganizationPolicyEntry> entries;
    private final FramedReader<PolicyManifest> manifests;
    private final FramedReader<PolicyHeartbeat> heartbeats;
    private final RegionCatalogue catalogue;

    PolicyDecoder(SchemaRegistry registry, RegionCatalogue catalogue) {
        this.entries = FramedReader.specific(registry, OrganizationPolicyEntry.getClassSchema());
        this.manifests = FramedReader.specific(registry, PolicyManifest.getClassSchema());
        this.heartbeats = FramedReader.specific(registry, PolicyHeartbeat.getClassSchema());
        this.catalogue = catalogue;
    }

    /** @throws SchemaRegistryException if the registry could not say what a schema id means; ask again later */
    PolicyRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (PolicyKeys.isManifest(key)) {
            return decodeManifest(value);
        }
        if (PolicyKeys.isHeartbeat(key)) {
            return decodeHeartbeat(value);
        }
        return PolicyKeys.organization(key)
                .<PolicyRecord>map(
                        organization -> new PolicyRecord.Entry(organization, decodeEntry(organization, value)))
                .orElseGet(PolicyRecord.Foreign::new);
    }

    private PolicyRecord decodeManifest(byte @Nullable [] value) {
        if (value == null || !isAnswerable(value)) {
            return new PolicyRecord.UnreadableManifest();
        }
        try {
            PolicyManifest read = manifests.read(value);
            Manifest manifest =
                    new Manifest(read.getGeneration(), read.getCount(), PolicyDigest.fromBytes(read.getDigest()));
            return new PolicyRecord.ReadableManifest(manifest);
        } catch (MalformedFrameException malformed) {
            return new PolicyRecord.UnreadableManifest();
        } catch (SchemaRegistryException refused) {
            rethrowUnlessAnswered(refused);
            return new PolicyRecord.UnreadableManifest();
        }
    }

    /** A registry that does not answer holds up no policy for the sake of a heartbeat: the heartbeat is not one. */
    private PolicyRecord decodeHeartbeat(byte @Nullable [] value) {
        if (value == null || !isAnswerable(value)) {
            return new PolicyRecord.Foreign();
        }
        try {
            return new PolicyRecord.Heartbeat(
                    Duration.ofMillis(heartbeats.read(value).getIntervalMs()));
        } catch (MalformedFrameException | SchemaRegistryException unreadable) {
            return new PolicyRecord.Foreign();
        }
    }

    private EntryState decodeEntry(OrganizationId organization, byte @Nullable [] value) {
        if (value == null) {
            return new Unreadable(EntryProblem.TOMBSTONE);
        }
        if (!isAnswerable(value)) {
            return new Unreadable(EntryProblem.MALFORMED);
        }
        try {
            return judge(organization, entries.read(value));
        } catch (MalformedFrameException malformed) {
            return new Unreadable(EntryProblem.MALFORMED);
        } catch (SchemaRegistryException refused) {
            rethrowUnlessAnswered(refused);
            return new Unreadable(EntryProblem.UNKNOWN_SCHEMA);
        }
    }

    private EntryState judge(OrganizationId organization, OrganizationPolicyEntry entry) {
        Optional<OrganizationState> state = StateCodes.parse(entry.getState());
        if (!entry.getOrganization().equals(organization.value())) {
            return new Unreadable(EntryProblem.OTHER_ORGANIZATION);
        }
        if (state.isEmpty() || entry.getEpoch() < 1) {
            return new Unreadable(EntryProblem.ILLEGAL_FIELD);
        }
        OrganizationPolicy policy;
        try {
            policy = new OrganizationPolicy(
                    organization,
                    new RegionId(entry.getHome()),
                    entry.getStandbys().stream().map(RegionId::new).toList(),
                    entry.getStrict(),
                    entry.getCrossJurisdictionStandby(),
                    state.get(),
                    entry.getEpoch());
        } catch (IllegalIdException illegal) {
            return new Unreadable(EntryProblem.ILLEGAL_FIELD);
        }
        return policy.problems(catalogue).isEmpty() ? new Readable(policy) : new Unreadable(EntryProblem.UNSOUND);
    }

    /** Registries number schemas from 1: a frame with another id cannot be theirs and is no question to ask them. */
    private static boolean isAnswerable(byte[] frame) {
        return WireFormat.findSchemaId(frame).orElse(0) > 0;
    }

    private static void rethrowUnlessAnswered(SchemaRegistryException refused) {
        switch (refused.kind()) {
            case NOT_FOUND, INVALID_SCHEMA, INCOMPATIBLE -> {}
            case UNAVAILABLE, UNAUTHORIZED, UNEXPECTED_ANSWER -> throw refused;
        }
    }
}

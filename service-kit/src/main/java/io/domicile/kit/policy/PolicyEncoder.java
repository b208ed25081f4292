package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyHeartbeat;
import io.domicile.schemas.policy.PolicyManifest;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.time.Duration;
import java.time.Instant;

/** Turns policies, manifests and heartbeats into the values of a policy topic. Making one registers their schemas. */
final class PolicyEncoder {

    private final FramedWriter<OrganizationPolicyEntry> entries;
    private final FramedWriter<PolicyManifest> manifests;
    private final FramedWriter<PolicyHeartbeat> heartbeats;

    /** @throws io.domicile.schemas.registry.SchemaRegistryException if the schemas cannot be registered */
    PolicyEncoder(SchemaRegistry registry) {
        this.entries = new FramedWriter<>(registry, OrganizationPolicyEntry.getClassSchema());
        this.manifests = new FramedWriter<>(registry, PolicyManifest.getClassSchema());
        this.heartbeats = new FramedWriter<>(registry, PolicyHeartbeat.getClassSchema());
    }

    byte[] entry(OrganizationPolicy policy) {
        return entries.write(OrganizationPolicyEntry.newBuilder()
                .setOrganization(policy.organization().value())
                .setHome(policy.home().value())
                .setStandbys(policy.standbys().stream().map(RegionId::value).toList())
                .setStrict(policy.strict())
                .setCrossJurisdictionStandby(policy.crossJurisdictionStandby())
                .setState(StateCodes.code(policy.state()))
                .setEpoch(policy.epoch())
                .build());
    }

    byte[] manifest(Manifest manifest) {
        return manifests.write(PolicyManifest.newBuilder()
                .setGeneration(manifest.generation())
                .setCount(manifest.count())
                .setDigest(manifest.digest().toBytes())
                .build());
    }

    byte[] heartbeat(long sequence, Duration interval, Instant time) {
        return heartbeats.write(PolicyHeartbeat.newBuilder()
                .setSequence(sequence)
                .setIntervalMs(interval.toMillis())
                .setTime(time)
                .build());
    }
}

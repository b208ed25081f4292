package io.domicile.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.registry.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two regions whose brokers are processes that can be killed, with topics and policies, but without services. */
final class LinkSite implements AutoCloseable {

    static final String SOURCE = "egress.role-definitions";
    static final String MIRROR = "eu-west.egress.role-definitions";
    static final int PARTITIONS = 4;
    static final String ALLOWED = "acme";
    static final String STRICT = "borealis";

    private static final RegionId HOME = new RegionId("eu-west");
    private static final RegionId STANDBY = new RegionId("eu-central");
    private static final TopicSettings TOPICS = TopicSettings.of(PARTITIONS, 1);

    final ForkedBroker source;
    final ForkedBroker target;
    private final RegistryProcess sourceRegistry;
    private final RegistryProcess targetRegistry;
    private final FramedWriter<RoleDefinition> roles;

    LinkSite(Path directory) throws IOException, InterruptedException {
        this.source = new ForkedBroker(Files.createDirectory(directory.resolve("source")));
        this.target = new ForkedBroker(Files.createDirectory(directory.resolve("target")));
        this.sourceRegistry = RegistryProcess.start();
        this.targetRegistry = RegistryProcess.start();
        create(source, TopicPlan.ofRegion(HOME, TOPICS).withMirrors(STANDBY, topic -> PARTITIONS, TOPICS));
        create(target, TopicPlan.ofRegion(STANDBY, TOPICS).withMirrors(HOME, topic -> PARTITIONS, TOPICS));
        PolicyWriter writer = policies(HOME, source, sourceRegistry);
        writer.put(draft(ALLOWED, false));
        writer.put(draft(STRICT, true));
        policies(STANDBY, target, targetRegistry).bootstrap();
        this.roles = new FramedWriter<>(sourceRegistry.client(), RoleDefinition.getClassSchema());
        roles.schemaId();
    }

    /** A role definition with this number, of which the partition follows. */
    ProducerRecord<byte[], byte[]> role(String organization, int number) {
        byte[] value = roles.write(
                new RoleDefinition(List.of(Numbered.text(number)), List.of(), Instant.ofEpochMilli(number)));
        ProducerRecord<byte[], byte[]> role = new ProducerRecord<>(
                SOURCE, number % PARTITIONS, (organization + "/role-" + number).getBytes(UTF_8), value);
        RecordHeaders.replaceTag(
                role.headers(),
                new ResidencyTag(
                        HOME, new Jurisdiction("EU"), new OrganizationId(organization), "role-definitions", 1));
        return role;
    }

    /** The same of the allowed organization, without the tag that only a router gives. */
    ProducerRecord<byte[], byte[]> untagged(int number) {
        ProducerRecord<byte[], byte[]> role = role(ALLOWED, number);
        byte[] key = ("untagged/role-" + number).getBytes(UTF_8);
        return new ProducerRecord<>(role.topic(), role.partition(), key, role.value());
    }

    String replicatorYaml(int adminPort) {
        return TwoRegions.replicatorYaml(
                source.bootstrapServers(),
                sourceRegistry.url(),
                target.bootstrapServers(),
                targetRegistry.url(),
                adminPort);
    }

    @Override
    public void close() {
        try (ForkedBroker first = source;
                ForkedBroker second = target;
                RegistryProcess third = sourceRegistry;
                RegistryProcess fourth = targetRegistry) {
            // closes all, whatever the others do
        }
    }

    private static PolicyDraft draft(String organization, boolean strict) {
        return new PolicyDraft(
                new OrganizationId(organization), HOME, List.of(STANDBY), strict, false, OrganizationState.ACTIVE);
    }

    private static PolicyWriter policies(RegionId region, ForkedBroker broker, RegistryProcess registry) {
        return new PolicyWriter(
                region,
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                registry.client(),
                Catalogues.builtIn());
    }

    private static void create(ForkedBroker broker, TopicPlan plan) throws InterruptedException {
        try (Admin admin = broker.admin()) {
            new TopicAdministration(admin).createMissing(plan.topics());
        }
    }
}

package io.domicile.benchmarks.harness.kafka;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.schema.ClassSchemas;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.registry.RegistryProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/**
 * What the variants work on, the same for all: a Kafka broker and a schema registry, each in a process of its own, the
 * topics of a region and those of the measurement, and the policy of one organization that is at home here.
 */
public final class Region implements AutoCloseable {

    public static final RegionId ID = new RegionId("eu-west");

    private static final int AUDIT_KEY_BYTES = 32;

    private final RegionId id;
    private final ChildProcess kafka;
    private final RegistryProcess registry;
    private final String bootstrapServers;
    private final String auditKey;

    private Region(RegionId id, ChildProcess kafka, RegistryProcess registry, String auditKey) {
        this.id = id;
        this.kafka = kafka;
        this.registry = registry;
        this.auditKey = auditKey;
        this.bootstrapServers = kafka.answer();
    }

    /**
     * A region with an organization at home.
     *
     * @param logs where the processes write their output
     * @param partitions of every topic of records
     * @param furtherTopics topics of the measurement, beside those of a region
     * @param organization is at home here
     */
    public static Region start(Path logs, int partitions, Set<String> furtherTopics, OrganizationId organization) {
        return start(
                logs,
                ID,
                partitions,
                furtherTopics,
                Optional.of(new PolicyDraft(organization, ID, List.of(), false, false, OrganizationState.ACTIVE)));
    }

    /** As above, a region of any id and with any policy, or none. */
    public static Region start(
            Path logs, RegionId id, int partitions, Set<String> furtherTopics, Optional<PolicyDraft> policy) {
        ChildProcess kafka = ChildProcess.talking(
                "Kafka of " + id,
                JavaCommand.ofThisClassPath("-Xmx1g", KafkaProcess.class, List.of()),
                logs.resolve("kafka-" + id + ".log"));
        try {
            RegistryProcess registry = RegistryProcess.start(FreePorts.one(), logs.resolve("registry-" + id + ".log"));
            Region region = new Region(id, kafka, registry, auditKey(new SecureRandom()));
            try {
                region.createTopics(partitions, furtherTopics);
                region.putPolicy(policy);
                return region;
            } catch (RuntimeException failed) {
                registry.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed;
        }
    }

    public RegionId id() {
        return id;
    }

    /** The registry, as a service of the region uses it. */
    public SchemaRegistry registry() {
        return registry.client();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String registryUrl() {
        return registry.url();
    }

    /** The id of a class's schema, registered. */
    public int schemaId(DataClass dataClass) {
        Schema schema = ClassSchemas.of(dataClass).orElseThrow();
        return registry.client().register(schema.getFullName(), schema);
    }

    /** The secret of this run's audit entries. */
    public String auditKey() {
        return auditKey;
    }

    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            kafka.close();
        }
    }

    private void createTopics(int partitions, Set<String> furtherTopics) {
        TopicPlan plan = TopicPlan.ofRegion(id, TopicSettings.of(partitions, 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicAdministration administration = new TopicAdministration(admin);
            administration.createMissing(plan.topics());
            var unused = admin.createTopics(furtherTopics.stream()
                    .map(topic -> new NewTopic(topic, partitions, (short) 1))
                    .toList());
            Awaitility.await("the topics")
                    .pollInSameThread()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> administration.compare(plan.topics()).isEmpty()
                            && admin.listTopics().names().get().containsAll(furtherTopics));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", interrupted);
        }
    }

    private void putPolicy(Optional<PolicyDraft> policy) {
        PolicyWriter writer = new PolicyWriter(
                id, Map.of("bootstrap.servers", bootstrapServers), registry.client(), Catalogues.builtIn());
        writer.bootstrap();
        policy.ifPresent(writer::put);
    }

    private static String auditKey(RandomGenerator random) {
        byte[] key = new byte[AUDIT_KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}

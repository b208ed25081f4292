package io.domicile.it.policy;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyHeartbeats;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.schemas.policy.PolicyManifest;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** The policy topics of one broker, and what stores and writers of a test need. */
final class PolicyTopicFixture {

    static final RegionId HERE = new RegionId("eu-west");
    static final RegionId THERE = new RegionId("us-east");
    static final String MIRROR = Topics.mirror(THERE, Topics.POLICY);
    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId BOREALIS = new OrganizationId("borealis");
    static final OrganizationId CYGNUS = new OrganizationId("cygnus");

    private static final String GENERATIONS = "domicile-generations-eu-west";

    final EmbeddedKafka kafka;
    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final SchemaRegistry schemas;
    private @Nullable Heart heart;

    PolicyTopicFixture(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.schemas = registry;
    }

    /** @param schemas is asked instead of the fixture's own registry */
    PolicyTopicFixture(EmbeddedKafka kafka, SchemaRegistry schemas) {
        this.kafka = kafka;
        this.schemas = schemas;
    }

    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    KafkaPolicyStore startStore(RegionId... mirrors) {
        return startStore(Optional.empty(), mirrors);
    }

    KafkaPolicyStore startStore(Optional<Duration> lease, RegionId... mirrors) {
        ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
        KafkaPolicyStore store =
                new KafkaPolicyStore(HERE, Set.of(mirrors), settings(), schemas, context, "router", lease);
        store.start();
        return store;
    }

    PolicyHeartbeats heartbeats(RegionId region, Duration interval) {
        // Short, so that a topic that is gone does not hold up the first heartbeat after it is back
        Map<String, Object> impatient = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "request.timeout.ms",
                "500",
                "max.block.ms",
                "500",
                "delivery.timeout.ms",
                "1000");
        return new PolicyHeartbeats(region, impatient, schemas, Catalogues.builtIn(), interval, InstantSource.system());
    }

    /** Begins to beat for this region's policy. */
    Heart startHeart(Duration interval) {
        Heart started = new Heart(heartbeats(HERE, interval), interval);
        heart = started;
        return started;
    }

    /** What beats for this region's policy. */
    Heart heart() {
        return Objects.requireNonNull(heart);
    }

    PolicyWriter writer() {
        return writer(HERE);
    }

    PolicyWriter writer(RegionId region) {
        return new PolicyWriter(region, settings(), schemas, Catalogues.builtIn());
    }

    void createTopic(String topic, String cleanup) {
        kafka.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", cleanup))));
    }

    /** Deletes those of the policy topics that exist, and what is remembered of them. */
    void deleteTopics() throws Exception {
        deleteTopic(Topics.POLICY);
        deleteTopic(MIRROR);
        try (Admin admin = kafka.admin()) {
            if (!admin.listTopics().names().get().contains(Topics.ACKS)) {
                createTopic(Topics.ACKS, "compact");
            }
            if (admin.listGroups().all().get().stream()
                    .anyMatch(group -> group.groupId().equals(GENERATIONS))) {
                admin.deleteConsumerGroups(List.of(GENERATIONS)).all().get();
            }
        }
    }

    /** What the region's services remember of generations. */
    @Nullable
    String remembered() throws Exception {
        try (Admin admin = kafka.admin()) {
            OffsetAndMetadata kept = admin.listConsumerGroupOffsets(GENERATIONS)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(Topics.ACKS, 0));
            return kept == null ? null : kept.metadata();
        }
    }

    /** Makes that what they remember. */
    void remember(String text) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(
                            GENERATIONS, Map.of(new TopicPartition(Topics.ACKS, 0), new OffsetAndMetadata(0, text)))
                    .all()
                    .get();
        }
    }

    void setCleanupPolicy(String policy) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.POLICY);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    /** Removes everything from the topic's beginning to its end. */
    void deleteRecords(String topic) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    void deleteTopic(String topic) throws Exception {
        try (Admin admin = kafka.admin()) {
            if (admin.listTopics().names().get().contains(topic)) {
                admin.deleteTopics(List.of(topic)).all().get();
            }
            eventually().until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    void send(String topic, String key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    byte[] manifest(long generation, int count, byte[] digest) {
        return new FramedWriter<PolicyManifest>(schemas, PolicyManifest.getClassSchema())
                .write(new PolicyManifest(generation, count, ByteBuffer.wrap(digest)));
    }

    /** Everything committed on the topic, for writing it again elsewhere. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), topic)) {
            return probe.readAll();
        }
    }

    static PolicyDraft draft(OrganizationId organization, boolean strict) {
        return new PolicyDraft(
                organization,
                HERE,
                strict ? List.of() : List.of(new RegionId("eu-central")),
                strict,
                false,
                OrganizationState.ACTIVE);
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(50));
    }

    /** Until a store of this fixture has read that many entries of its own topic. */
    void awaitEntries(int count) {
        eventually()
                .until(() -> meters.get("domicile.policy.entries")
                                .tag("topic", Topics.POLICY)
                                .gauge()
                                .value()
                        == count);
    }

    static void awaitClosed(KafkaPolicyStore store, GateStatus.Reason reason) {
        eventually().until(() -> store.status().equals(new GateStatus.Closed(reason)));
    }

    static void awaitOpen(KafkaPolicyStore store) {
        eventually().until(() -> store.status().isOpen() && store.view().isPresent());
    }

    /** What the store says of the organization; unknown to callers who forget to wait for an open gate. */
    static PolicyLookup lookup(KafkaPolicyStore store, OrganizationId organization) {
        return store.view().orElseThrow().lookup(organization);
    }

    static void awaitKnown(KafkaPolicyStore store, OrganizationId organization, boolean strict) {
        eventually()
                .until(() -> store.view()
                        .map(view -> view.lookup(organization))
                        .filter(found -> found instanceof PolicyLookup.Known known
                                && known.policy().strict() == strict)
                        .isPresent());
    }

    static void awaitUnreadable(KafkaPolicyStore store, OrganizationId organization) {
        eventually()
                .until(() -> store.view()
                        .map(view -> view.lookup(organization))
                        .filter(PolicyLookup.UNREADABLE::equals)
                        .isPresent());
    }
}

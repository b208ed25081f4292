package io.domicile.it.policy;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.schemas.policy.PolicyManifest;
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
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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

    final EmbeddedKafka kafka;
    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    PolicyTopicFixture(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    KafkaPolicyStore startStore(RegionId... mirrors) {
        ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
        KafkaPolicyStore store = new KafkaPolicyStore(HERE, Set.of(mirrors), settings(), registry, context, "router");
        store.start();
        return store;
    }

    PolicyWriter writer() {
        return new PolicyWriter(HERE, settings(), registry, Catalogues.builtIn());
    }

    void createTopic(String topic, String cleanup) {
        kafka.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", cleanup))));
    }

    /** Deletes those of the policy topics that exist. */
    void deleteTopics() throws Exception {
        deleteTopic(Topics.POLICY);
        deleteTopic(MIRROR);
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
        return new FramedWriter<PolicyManifest>(registry, PolicyManifest.getClassSchema())
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
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
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

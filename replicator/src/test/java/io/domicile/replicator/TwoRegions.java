package io.domicile.replicator;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.barrier.AcknowledgementReader;
import io.domicile.kit.barrier.Announcer;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.net.FreePorts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Two brokers, two registries and a gate: everything around the link {@code eu-west->eu-central}. */
final class TwoRegions implements AutoCloseable {

    static final RegionId WEST = new RegionId("eu-west");
    static final RegionId CENTRAL = new RegionId("eu-central");
    static final String ROLES = Topics.egress(DataClass.ROLE_DEFINITIONS);
    static final String ROLES_MIRROR = Topics.mirror(WEST, ROLES);
    static final String GROUP = "domicile-link-eu-west-eu-central";
    static final int PARTITIONS = 3;

    final EmbeddedKafka source;

    /** Before the source, for whoever connects to its cross-region address. */
    final FaultProxy sourceBorder;

    /** Before the target, likewise. */
    final FaultProxy border;

    final EmbeddedKafka target;
    final InMemorySchemaRegistry sourceRegistry = new InMemorySchemaRegistry(1);
    final InMemorySchemaRegistry targetRegistry = new InMemorySchemaRegistry(1000);
    final FakePolicyGate gate = new FakePolicyGate();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ReplicatorService> services = new ArrayList<>();

    TwoRegions() {
        this(Map.of("log.cleaner.backoff.ms", "200"));
    }

    /** @param settings of the target's broker */
    TwoRegions(Map<String, String> settings) {
        // Clients of the second listeners are sent through the proxies
        int sourceListener = FreePorts.one();
        sourceBorder = FaultProxy.to(sourceListener);
        source = EmbeddedKafka.start(KafkaOptions.defaults()
                .withCrossRegion(sourceListener, sourceBorder.port())
                .withSetting("log.cleaner.backoff.ms", "200"));
        int listener = FreePorts.one();
        border = FaultProxy.to(listener);
        KafkaOptions options = KafkaOptions.defaults().withCrossRegion(listener, border.port());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.withSetting(setting.getKey(), setting.getValue());
        }
        target = EmbeddedKafka.start(options);
        List<NewTopic> topics = new ArrayList<>();
        topics.add(topic(Topics.POLICY, 1, "compact"));
        for (DataClass dataClass : DataClass.replicated()) {
            topics.add(topic(Topics.egress(dataClass), PARTITIONS, "compact"));
        }
        topics.add(topic(Topics.forward(CENTRAL), PARTITIONS, "delete"));
        topics.add(topic(Topics.AUDIT, 1, "delete"));
        topics.add(topic(Topics.ACKS, 1, "compact"));
        source.createTopics(topics);
        target.createTopics(List.of(topic(Topics.ACKS, 1, "compact")));
    }

    static NewTopic topic(String name, int partitions, String cleanup) {
        return new NewTopic(name, partitions, (short) 1)
                .configs(Map.of(
                        "cleanup.policy", cleanup, "max.message.bytes", Integer.toString(TopicSizes.ROUTER_OUTPUT)));
    }

    /** Deletes a source topic and creates it again, compacted. */
    void recreate(String topic) throws Exception {
        try (Admin admin = source.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            eventually().until(() -> !admin.listTopics().names().get().contains(topic));
        }
        source.createTopics(List.of(topic(topic, PARTITIONS, "compact")));
    }

    /** Lets records of a source topic be deleted: of one that is compacted only they cannot be. None is by its age. */
    void compactAndDelete(String topic) throws Exception {
        List<AlterConfigOp> changes = List.of(
                new AlterConfigOp(new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET),
                new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact,delete"), AlterConfigOp.OpType.SET));
        try (Admin admin = source.admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                    .all()
                    .get();
        }
    }

    /** A mirrored organization at home in eu-west with its standby in eu-central. */
    OrganizationPolicy policy(String organization, boolean strict, long epoch, RegionId... standbys) {
        OrganizationPolicy policy = new OrganizationPolicy(
                new OrganizationId(organization),
                WEST,
                List.of(standbys),
                strict,
                false,
                OrganizationState.ACTIVE,
                epoch);
        gate.put(policy);
        return policy;
    }

    /** An organization at home in the target region. */
    void homedInCentral(String organization) {
        gate.put(new OrganizationPolicy(
                new OrganizationId(organization), CENTRAL, List.of(), false, false, OrganizationState.ACTIVE, 1));
    }

    ReplicatorService start(String... overrides) {
        ReplicatorService service = service(gate, overrides);
        service.start();
        return service;
    }

    ReplicatorService service(io.domicile.kit.policy.PolicyGate ownGate, String... overrides) {
        ReplicatorService service = new ReplicatorService(
                config(overrides),
                new ServiceContext(Fixtures.CATALOGUE, meters, InstantSource.system()),
                sourceRegistry,
                targetRegistry,
                ownGate,
                Optional.empty());
        services.add(service);
        return service;
    }

    ReplicatorConfig config(String... overrides) {
        Map<String, String> properties = new HashMap<>();
        properties.put("replicator.link.source", WEST.value());
        properties.put("replicator.link.target", CENTRAL.value());
        properties.put("replicator.source.kafka.bootstrap.servers", source.bootstrapServers());
        properties.put("replicator.source.registry.urls[0]", "http://127.0.0.1:1");
        properties.put("replicator.target.kafka.bootstrap.servers", target.bootstrapServers());
        properties.put("replicator.target.registry.urls[0]", "http://127.0.0.1:1");
        properties.put("replicator.policy.mirrors[0]", WEST.value());
        properties.put("replicator.audit.hmac-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        properties.put("replicator.mirror.replication-factor", "1");
        properties.put("replicator.limits.survey-interval", "500ms");
        properties.put("replicator.limits.position-interval", "200ms");
        for (int i = 0; i < overrides.length; i += 2) {
            properties.put("replicator." + overrides[i], overrides[i + 1]);
        }
        return Configurations.fromProperties(ReplicatorConfig.class, properties);
    }

    void awaitReady(ReplicatorService service) {
        eventually()
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(
                                service.health().notReady())
                        .isEmpty());
    }

    /** How many lanes have halted. */
    double halted() {
        return meters.find("domicile.link.halted").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(java.time.Duration.ofSeconds(180));
    }

    List<ConsumerRecord<byte[], byte[]>> readSource(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(source.bootstrapServers(), topic)) {
            return probe.readAll();
        }
    }

    List<ConsumerRecord<byte[], byte[]>> readTarget(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(target.bootstrapServers(), topic)) {
            return probe.readAll();
        }
    }

    /** What a mirror holds but for tombstones, which the comparison with its source may add. */
    List<ConsumerRecord<byte[], byte[]>> values(String topic) {
        return readTarget(topic).stream()
                .filter(record -> record.value() != null)
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> awaitTarget(String topic, int count) {
        eventually().until(() -> hasTopic(topic));
        try (RecordsProbe probe = RecordsProbe.committed(target.bootstrapServers(), topic)) {
            return probe.awaitAtLeast(count);
        }
    }

    boolean hasTopic(String topic) throws Exception {
        try (Admin admin = target.admin()) {
            return admin.listTopics().names().get().contains(topic);
        }
    }

    Optional<LedgerEntry> ledger(String mirror, int partition) throws Exception {
        try (Admin admin = target.admin()) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(mirror, partition));
            return Optional.ofNullable(committed).map(LedgerCodec::decode);
        }
    }

    /** What members have said last on the source's {@code residency.acks}. */
    Map<Member, Optional<Acknowledgement>> words() {
        return words(source, sourceRegistry);
    }

    private static Map<Member, Optional<Acknowledgement>> words(EmbeddedKafka kafka, SchemaRegistry registry) {
        ClientSettings settings = ClientSettings.of("test", Map.of("bootstrap.servers", kafka.bootstrapServers()));
        try (AcknowledgementReader reader = AcknowledgementReader.connect(settings, "test", registry)) {
            return reader.read(java.time.Duration.ofSeconds(30));
        }
    }

    /** A member of the target region says by which generation of the source's policy it decides. */
    void saysInTarget(Member member, long generation) {
        ClientSettings settings = ClientSettings.of("test", Map.of("bootstrap.servers", target.bootstrapServers()));
        AcknowledgementEncoder encoder = new AcknowledgementEncoder(targetRegistry, InstantSource.system());
        try (Announcer announcer = Announcer.connect(settings, "test-" + member.name(), encoder)) {
            announcer
                    .announce(Acknowledgement.of(
                            member, Map.of(WEST, generation), java.time.Duration.ZERO, java.time.Duration.ZERO))
                    .join();
        }
    }

    /** Keys of an organization that have a value on a mirror. */
    Set<String> live(String mirror, String organization) {
        Map<String, Boolean> hasValue = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : readTarget(mirror)) {
            hasValue.put(new String(record.key(), StandardCharsets.UTF_8), record.value() != null);
        }
        return hasValue.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith(organization + '/'))
                .collect(Collectors.toSet());
    }

    double records(String outcome, String reason) {
        return meters.find("domicile.link.records").tag("outcome", outcome).tag("reason", reason).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        services.forEach(ReplicatorService::close);
        border.close();
        sourceBorder.close();
        target.close();
        source.close();
    }
}

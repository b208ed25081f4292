package io.domicile.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.seal.Anchor;
import io.domicile.kit.seal.AuditSealer;
import io.domicile.kit.seal.AuditVerifier;
import io.domicile.kit.seal.Finding;
import io.domicile.kit.seal.Finding.Kind;
import io.domicile.kit.seal.Seal;
import io.domicile.kit.seal.SealException;
import io.domicile.kit.seal.SealKey;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The audit of one region, sealed, and then what somebody does to a stopped broker's disk. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTamperIT {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final SealKey KEY = SealKey.derivedFrom("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final String AUDIT_0 = Topics.AUDIT + "-0";
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Seal lastSeal;

    @BeforeAll
    static void sealTwice() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults().withDirectory(folder));
        kafka.createTopics(List.of(
                new NewTopic(Topics.AUDIT, 2, (short) 1).configs(Map.of("retention.ms", "34560000000")),
                new NewTopic(Topics.AUDIT_SEALS, 1, (short) 1)));
        write(0, true, "entry-01", "entry-02");
        write(0, true, "entry-03", "entry-04");
        write(1, true, "entry-05");
        seal();
        write(0, false, "aborted1");
        write(0, true, "entry-06", "entry-07");
        lastSeal = seal();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldFindNothingInAnAuditThatIsAsItWasSealed() {
        List<Finding> findings = new ArrayList<>();

        AuditVerifier.Result result = verifier().verify(1, Anchor.parse("2:" + lastSeal.hash()), findings::add);

        assertThat(findings).isEmpty();
        assertThat(result.seals()).isEqualTo(2);
        assertThat(result.entries()).isEqualTo(7);
        assertThat(result.last()).contains(new Anchor(2, lastSeal.hash()));
    }

    @Test
    @Order(1)
    void shouldMissASealThatWasNotedElsewhere() {
        List<Finding> findings = new ArrayList<>();

        verifier().verify(3, Anchor.parse("3:" + lastSeal.hash()), findings::add);

        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.ANCHOR_NOT_FOUND);
    }

    @Test
    @Order(2)
    void shouldSealNothingTwiceAndEndAnEarlierSealer() {
        try (AuditSealer earlier = sealer();
                AuditSealer later = sealer()) {
            assertThat(later.sealNext()).isEmpty();
            write(1, true, "entry-08");

            assertThatThrownBy(earlier::sealNext)
                    .isInstanceOf(SealException.class)
                    .hasMessage("another sealer of the region took over");
            assertThat(later.sealNext()).hasValueSatisfying(seal -> {
                assertThat(seal.sequence()).isEqualTo(3);
                assertThat(seal.count()).isEqualTo(1);
            });
        }
        awaitVisible();
    }

    @Test
    @Order(2)
    void shouldFindAnAlteredEntryThoughItsChecksumIsRight() throws IOException {
        assertThat(after(segment -> segment.alter("entry-03", "entry-33", true)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_ALTERED);
                    assertThat(finding.sequence()).isEqualTo(1);
                    assertThat(finding.text()).contains("partition 0, offsets 0 to ");
                });
    }

    @Test
    @Order(2)
    void shouldFindAnEntryWithAWrongChecksum() throws IOException {
        assertThat(after(segment -> segment.alter("entry-06", "entry-66", false)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_UNREADABLE);
                    assertThat(finding.sequence()).isEqualTo(2);
                });
    }

    @Test
    @Order(2)
    void shouldFindARemovedBatch() throws IOException {
        assertThat(after(segment -> segment.drop("entry-03"))).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_REMOVED);
            assertThat(finding.text()).contains("4 entries were sealed, 2 are there");
        });
    }

    @Test
    @Order(2)
    void shouldFindEntriesThatChangedPlaces() throws IOException {
        assertThat(after(segment -> segment.exchange("entry-01", "entry-03")))
                .extracting(Finding::kind)
                .containsExactly(Kind.ENTRIES_ALTERED);
    }

    @Test
    @Order(2)
    void shouldFindAnEntryPutInPlaceOfATransactionMarker() throws IOException {
        assertThat(after(segment -> segment.insertInPlaceOfAMarker("entry-03")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_ADDED);
                    assertThat(finding.sequence()).isEqualTo(1);
                });
    }

    @Test
    @Order(3)
    void shouldTellWhatWasDeletedFromTheBeginningApartFromTampering() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.AUDIT, 0), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
            List<Finding> young = verify();
            retention(admin, "1");
            List<Finding> old = verify();

            assertThat(young).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.REMOVED_EARLY);
                assertThat(finding.text())
                        .contains("partition 0, offsets 0 to ")
                        .contains("only in part");
            });
            assertThat(old).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.NO_LONGER_THERE);
                assertThat(finding.kind().isFault()).isFalse();
            });
            retention(admin, "34560000000");
        }
    }

    @Test
    @Order(4)
    void shouldRefuseToSealAnAuditThatEndsBeforeItsSeals() {
        kafka.deleteTopics(Topics.AUDIT);
        kafka.createTopics(List.of(new NewTopic(Topics.AUDIT, 2, (short) 1)));

        try (AuditSealer sealer = sealer()) {
            assertThatThrownBy(sealer::sealNext)
                    .isInstanceOf(SealException.class)
                    .hasMessageContaining("partition 0")
                    .hasMessageContaining("sealed entries were removed");
        }
        assertThat(verify())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.ENTRIES_REMOVED));
    }

    @Test
    @Order(5)
    void shouldFindAMissingSealAndAForgedOne() throws IOException {
        kafka.stop();
        new SegmentFile(folder, Topics.AUDIT_SEALS + "-0").drop(0).write();
        kafka.start();
        assertThat(verify())
                .filteredOn(finding -> finding.kind() == Kind.MISSING_SEALS)
                .singleElement()
                .extracting(Finding::text)
                .isEqualTo("seals 1 to 1 are missing");

        SealKey other = SealKey.derivedFrom(new byte[32]);
        assertThatThrownBy(() -> AuditSealer.begin(HERE, other, clients(), REGISTRY, InstantSource.system()))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("forged, or the key is another");
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.AUDIT_SEALS, new byte[] {1, 2, 3}));
        }
        assertThat(verify()).extracting(Finding::kind).contains(Kind.FORGED_SEAL);
        assertThatThrownBy(AuditTamperIT::sealer).isInstanceOf(SealException.class);
    }

    /** What is found once the audit's segment was rewritten; the segment is restored. */
    private static List<Finding> after(Consumer<SegmentFile> tampering) throws IOException {
        kafka.stop();
        SegmentFile original = new SegmentFile(folder, AUDIT_0);
        SegmentFile changed = new SegmentFile(folder, AUDIT_0);
        tampering.accept(changed);
        changed.write();
        kafka.start();
        try {
            return verify();
        } finally {
            kafka.stop();
            original.write();
            kafka.start();
        }
    }

    private static List<Finding> verify() {
        List<Finding> findings = new ArrayList<>();
        verifier().verify(1, Optional.empty(), findings::add);
        return findings;
    }

    private static AuditVerifier verifier() {
        return new AuditVerifier(HERE, KEY, clients(), REGISTRY, InstantSource.system());
    }

    private static AuditSealer sealer() {
        return AuditSealer.begin(HERE, KEY, clients(), REGISTRY, InstantSource.system());
    }

    private static Seal seal() {
        try (AuditSealer sealer = sealer()) {
            Seal seal = sealer.sealNext().orElseThrow();
            assertThat(sealer.sealNext()).isEmpty();
            awaitVisible();
            return seal;
        }
    }

    /** A commit is confirmed before its markers are written: waits until no transaction is open on either topic. */
    private static void awaitVisible() {
        Map<TopicPartition, OffsetSpec> ends = Map.of(
                new TopicPartition(Topics.AUDIT, 0), OffsetSpec.latest(),
                new TopicPartition(Topics.AUDIT, 1), OffsetSpec.latest(),
                new TopicPartition(Topics.AUDIT_SEALS, 0), OffsetSpec.latest());
        try (Admin admin = kafka.admin()) {
            Awaitility.await("transactions end")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> offsets(admin, ends, IsolationLevel.READ_COMMITTED)
                            .equals(offsets(admin, ends, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, OffsetSpec> specs, IsolationLevel level) throws Exception {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(specs, new ListOffsetsOptions(level))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static ToolClients clients() {
        return new ToolClients(
                ClientSettings.of("kafka", Map.of("bootstrap.servers", kafka.bootstrapServers())),
                "audit-tamper-it",
                Duration.ofSeconds(60));
    }

    private static void retention(Admin admin, String millis) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.AUDIT),
                        List.of(new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static void write(int partition, boolean isCommitted, String... entries) {
        try (KafkaProducer<byte[], byte[]> producer =
                producer(Map.of("transactional.id", "router-stand-in", "linger.ms", "50"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String entry : entries) {
                producer.send(new ProducerRecord<>(Topics.AUDIT, partition, null, entry.getBytes(UTF_8)));
            }
            producer.flush();
            if (isCommitted) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
        awaitVisible();
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(further);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.domicile.replicator;

import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.Topics;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.offset.KafkaMirrorLog;
import io.domicile.replicator.offset.OffsetTranslator;
import io.domicile.replicator.offset.SyncNote;
import io.domicile.replicator.offset.TranslatedOffset;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.DataClass;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.mirror.MirrorClient;
import org.apache.kafka.connect.mirror.RemoteClusterUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Groups of the source at their mirror, on a partition with 110,000 records and every kind of break. */
class OffsetSyncIT {

    private static final TopicPartition SOURCE = new TopicPartition(ROLES, 0);
    private static final TopicPartition MIRROR = new TopicPartition(ROLES_MIRROR, 0);
    private static final int RECORDS = 110_000;

    private static TwoRegions regions;
    private static Admin source;
    private static Admin target;
    private static BrokenRuns runs;

    /** Source offset of every record of the mirror's partition, to its offset there. */
    private static final TreeMap<Long, Long> COPIES = new TreeMap<>();

    private static long end;

    @BeforeAll
    static void copyWhatIsBroken() throws Exception {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        regions.policy("borealis", true, 1);
        source = regions.source.admin();
        target = regions.target.admin();
        runs = new BrokenRuns(regions, 7);
        runs.compactSoon();
        runs.write(0, RECORDS);
        runs.awaitHoles(0, RECORDS);
        regions.start("groups.interval", "200ms");
        awaitCopied();
        // The ledger's end may be seen before the mirror's
        eventually().until(() -> mirrorEnd("read_committed") == mirrorEnd("read_uncommitted"));
        regions.readTarget(ROLES_MIRROR).forEach(copy -> {
            if (copy.partition() == 0) {
                COPIES.put(ProvenanceHeader.read(copy.headers()).orElseThrow().offset(), copy.offset());
            }
        });
    }

    @AfterAll
    static void closeRegions() {
        source.close();
        target.close();
        regions.close();
    }

    @Test
    void shouldTranslateAnyOffsetWithoutAnError() throws Exception {
        // given
        LedgerEntry ledger = regions.ledger(ROLES_MIRROR, 0).orElseThrow();
        List<Long> wanted = runs.samples(end, 200);

        // then
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            KafkaMirrorLog mirror = KafkaMirrorLog.open(target, consumer, MIRROR, Duration.ofSeconds(30));
            assertThat(wanted)
                    .allSatisfy(offset -> assertThat(
                                    OffsetTranslator.translate(offset, Optional.of(ledger), ledger.origin(), mirror))
                            .isEqualTo(
                                    new TranslatedOffset.Exact(expected(offset), COPIES.ceilingKey(offset) == null)));
        }
    }

    @Test
    void shouldKeepGroupsAtEveryDistanceCurrent() throws Exception {
        // given
        for (long behind : List.of(0L, 1_000L, 100_000L)) {
            commitAtSource("distance-" + behind, end - behind);
        }

        // then
        for (long behind : List.of(0L, 1_000L, 100_000L)) {
            awaitAtTarget("distance-" + behind, end - behind);
        }
    }

    @Test
    void shouldLeaveAGroupAloneWhileItHasMembersAtTheTarget() throws Exception {
        // given
        commitAtSource("moving", 100);
        awaitAtTarget("moving", 100);
        try (KafkaConsumer<byte[], byte[]> member = consumer(Map.of("group.id", "moving"))) {
            member.subscribe(List.of(ROLES_MIRROR));
            eventually().until(() -> {
                member.poll(Duration.ofMillis(100));
                return member.assignment().contains(MIRROR);
            });

            // when
            commitAtSource("moving", 50_000);
            commitAtSource("after-moving", 50_000);

            // then
            eventually().until(() -> {
                member.poll(Duration.ofMillis(100));
                return atTarget("after-moving").isPresent() && offsets("active-at-target") >= 1;
            });
            assertThat(atTarget("moving").orElseThrow().offset()).isEqualTo(expected(100));
        }

        // and: its members have left without committing
        awaitAtTarget("moving", 50_000);
    }

    @Test
    void shouldGoBackWhereTheSourceWasRewoundButNotBehindTheGroupsOwnWord() throws Exception {
        // given
        commitAtSource("rewound", 60_000);
        awaitAtTarget("rewound", 60_000);

        // when
        commitAtSource("rewound", 20_000);

        // then
        awaitAtTarget("rewound", 20_000);

        // when: it went on at the target
        target.alterConsumerGroupOffsets("rewound", Map.of(MIRROR, new OffsetAndMetadata(expected(90_000))))
                .all()
                .get();
        commitAtSource("rewound", 30_000);
        commitAtSource("after-rewound", 30_000);

        // then
        awaitAtTarget("after-rewound", 30_000);
        eventually().until(() -> offsets("ahead-at-target") >= 1);
        assertThat(atTarget("rewound").orElseThrow().offset()).isEqualTo(expected(90_000));

        // and: it moves on with the source once that is further on
        commitAtSource("rewound", 95_000);
        awaitAtTarget("rewound", 95_000);
    }

    @Test
    void shouldSayOfGroupsOnHomeTopicsThatTheyAreNotMirrored() throws Exception {
        // given
        String home = Topics.home(DataClass.ROLE_DEFINITIONS);
        regions.source.createTopics(List.of(TwoRegions.topic(home, 1, "compact")));

        // when
        source.alterConsumerGroupOffsets("at-home", Map.of(new TopicPartition(home, 0), new OffsetAndMetadata(0)))
                .all()
                .get();

        // then
        eventually().until(() -> offsets("not-mirrored") == 1);
        assertThat(target.listGroups().all().get())
                .noneMatch(group -> group.groupId().equals("at-home"));
    }

    @Test
    void shouldAnswerClientsOfMirrorMakerRight() throws Exception {
        // given
        commitAtSource("mirror-client", 44_444);
        Map<String, Object> settings = Map.of("bootstrap.servers", regions.target.bootstrapServers());

        // then
        eventually()
                .untilAsserted(() -> assertThat(RemoteClusterUtils.translateOffsets(
                                settings, WEST.value(), "mirror-client", Duration.ofSeconds(30)))
                        // Without what was noted at the source
                        .isEqualTo(Map.of(MIRROR, new OffsetAndMetadata(expected(44_444)))));
        try (MirrorClient client = new MirrorClient(settings)) {
            assertThat(client.upstreamClusters()).containsExactly(WEST.value());
            assertThat(client.checkpointTopics()).containsExactly("eu-west.checkpoints.internal");
            assertThat(client.heartbeatTopics()).containsExactlyInAnyOrder("heartbeats", "eu-west.heartbeats");
            assertThat(client.remoteTopics(WEST.value())).contains(ROLES_MIRROR);
            assertThat(client.replicationHops(WEST.value())).isEqualTo(1);
        }
    }

    private static long expected(long sourceOffset) {
        Map.Entry<Long, Long> first = COPIES.ceilingEntry(sourceOffset);
        return first == null ? mirrorEnd("read_committed") : first.getValue();
    }

    private static long mirrorEnd(String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("isolation.level", isolation))) {
            return consumer.endOffsets(List.of(MIRROR)).get(MIRROR);
        }
    }

    private static void commitAtSource(String group, long offset) throws Exception {
        source.alterConsumerGroupOffsets(
                        group, Map.of(SOURCE, new OffsetAndMetadata(offset, Optional.empty(), "noted")))
                .all()
                .get();
    }

    private static void awaitAtTarget(String group, long sourceOffset) {
        eventually()
                .untilAsserted(() -> assertThat(atTarget(group)).hasValueSatisfying(committed -> {
                    assertThat(committed.offset()).isEqualTo(expected(sourceOffset));
                    SyncNote note = SyncNote.read(committed.metadata()).orElseThrow();
                    assertThat(note.sourceOffset()).isEqualTo(sourceOffset);
                    assertThat(note.precision()).isEqualTo("exact");
                }));
    }

    private static Optional<OffsetAndMetadata> atTarget(String group) throws Exception {
        try {
            return Optional.ofNullable(target.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(MIRROR));
        } catch (java.util.concurrent.ExecutionException notThere) {
            assertThat(notThere.getCause()).isInstanceOf(org.apache.kafka.common.errors.GroupIdNotFoundException.class);
            return Optional.empty();
        }
    }

    private static double offsets(String reason) {
        return regions.meters.find("domicile.link.group.offsets").tag("reason", reason).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static void awaitCopied() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", regions.source.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            end = consumer.endOffsets(List.of(SOURCE)).get(SOURCE);
        }
        eventually()
                .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, 0))
                        .hasValueSatisfying(
                                entry -> assertThat(entry.position().offset()).isEqualTo(end)));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>();
        settings.put("bootstrap.servers", regions.target.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

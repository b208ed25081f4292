package io.domicile.replicator;

import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.offset.KafkaMirrorLog;
import io.domicile.replicator.offset.OffsetTranslator;
import io.domicile.replicator.offset.SyncNote;
import io.domicile.replicator.offset.TranslatedOffset;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Translation and groups while lanes are cut off in the middle of transactions and change hands. */
class OffsetChurnIT {

    private static final String GROUP = "churned";

    private TwoRegions regions;
    private Load load;
    private Admin source;
    private Admin target;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        source = regions.source.admin();
        target = regions.target.admin();
        load = new Load(regions);
    }

    @AfterEach
    void closeRegions() throws Exception {
        load.stop();
        source.close();
        target.close();
        regions.close();
    }

    @Test
    void shouldStayExactThroughCutsAndTakeovers() throws Exception {
        // given
        regions.start(
                "groups.interval",
                "200ms",
                "target.kafka.bootstrap.servers",
                regions.target.crossRegionBootstrapServers());
        load.start();
        regions.awaitTarget(ROLES_MIRROR, 100);

        // when
        for (int cut = 0; cut < 3; cut++) {
            regions.border.resetAll();
            load.awaitMore(100);
            commitAtSource();
        }
        regions.border.freeze();
        ReplicatorService second = regions.start("groups.interval", "200ms");
        load.awaitMore(300);
        commitAtSource();
        regions.awaitTarget(ROLES_MIRROR, load.sent());
        regions.border.unfreeze();
        load.awaitMore(100);
        second.close();
        load.awaitMore(100);
        load.stop();
        Map<TopicPartition, Long> ends = commitAtSource();

        // then
        regions.awaitTarget(ROLES_MIRROR, load.sent());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long end = ends.get(new TopicPartition(ROLES, partition));
            awaitLedger(partition, end);
            TreeMap<Long, Long> copies = copies(partition);
            assertThat(copies).hasSize(Math.toIntExact(end));
            assertExact(partition, copies);
            awaitGroup(partition, end, copies.lastEntry().getValue() + 1);
        }
    }

    private void assertExact(int partition, TreeMap<Long, Long> copies) throws Exception {
        TopicPartition mirror = new TopicPartition(ROLES_MIRROR, partition);
        LedgerEntry ledger = regions.ledger(ROLES_MIRROR, partition).orElseThrow();
        List<Long> wanted = new ArrayList<>();
        for (long offset = 0; offset <= copies.lastKey(); offset += 5) {
            wanted.add(offset);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        regions.target.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            KafkaMirrorLog log = KafkaMirrorLog.open(target, consumer, mirror, Duration.ofSeconds(30));
            assertThat(wanted)
                    .allSatisfy(offset -> assertThat(
                                    OffsetTranslator.translate(offset, Optional.of(ledger), ledger.origin(), log))
                            .isEqualTo(new TranslatedOffset.Exact(copies.get(offset), false)));
        }
    }

    /** At the end, or at most as far before it as transaction markers and aborted records reach. */
    private void awaitGroup(int partition, long sourceOffset, long behindTheLast) {
        TopicPartition mirror = new TopicPartition(ROLES_MIRROR, partition);
        eventually().untilAsserted(() -> {
            OffsetAndMetadata committed = target.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(mirror);
            assertThat(committed).isNotNull();
            SyncNote note = SyncNote.read(committed.metadata()).orElseThrow();
            assertThat(note.sourceOffset()).isEqualTo(sourceOffset);
            assertThat(note.precision()).isEqualTo("exact");
            assertThat(committed.offset()).isGreaterThanOrEqualTo(behindTheLast);
        });
    }

    private TreeMap<Long, Long> copies(int partition) {
        TreeMap<Long, Long> copies = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> copy : regions.readTarget(ROLES_MIRROR)) {
            if (copy.partition() == partition) {
                copies.put(ProvenanceHeader.read(copy.headers()).orElseThrow().offset(), copy.offset());
            }
        }
        return copies;
    }

    private void awaitLedger(int partition, long end) {
        eventually()
                .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, partition))
                        .hasValueSatisfying(
                                entry -> assertThat(entry.position().offset()).isEqualTo(end)));
    }

    /** The group has read everything there is at this moment. */
    private Map<TopicPartition, Long> commitAtSource() throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            latest.put(new TopicPartition(ROLES, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                source.listOffsets(latest).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
        source.alterConsumerGroupOffsets(GROUP, offsets).all().get();
        return ends;
    }
}

package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.TopicSizes;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is reported as erased is in no file of the mirror any more. */
class ErasureIT {

    private static final String FORBIDDEN = "mark-of-acme";
    private static final String ALLOWED = "mark-of-dunes";

    private TwoRegions regions;

    @BeforeEach
    void startRegions() {
        // So that no late thread keeps a file of which the broker has said that it is gone
        regions = new TwoRegions(Map.of("background.threads", "8"));
        regions.policy("acme", false, 1, CENTRAL);
        regions.policy("dunes", false, 1, CENTRAL);
        regions.gate.generation(WEST, 1);
        regions.target.createTopics(List.of(new NewTopic(ROLES_MIRROR, PARTITIONS, (short) 1)
                .configs(Map.of(
                        "cleanup.policy", "compact",
                        "max.message.bytes", Integer.toString(TopicSizes.MIRROR),
                        "max.compaction.lag.ms", "1000",
                        "min.cleanable.dirty.ratio", "0.01",
                        "file.delete.delay.ms", "500"))));
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldReportErasedOnlyWhenNoFileHoldsAValueAnyMore() throws Exception {
        // given
        send("acme", FORBIDDEN);
        send("dunes", ALLOWED);
        regions.start("limits.erasure-interval", "500ms");
        regions.awaitTarget(ROLES_MIRROR, 24);
        assertThat(holds(FORBIDDEN)).isTrue();
        assertThat(holds(ALLOWED)).isTrue();

        // when
        regions.policy("acme", true, 2);
        regions.gate.generation(WEST, 2);

        // then
        eventually()
                .untilAsserted(() -> assertThat(regions.words().values())
                        .hasSize(5 * PARTITIONS)
                        .allMatch(word -> word.orElseThrow().erased() == 2));
        assertThat(holds(FORBIDDEN)).isFalse();
        assertThat(holds(ALLOWED)).isTrue();
        assertThat(regions.live(ROLES_MIRROR, "dunes")).hasSize(12);
    }

    private void send(String organization, String mark) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = 0; i < 12; i++) {
                producer.send(roleRecord(organization, i, i % PARTITIONS, role(regions.sourceRegistry, mark)));
            }
        }
    }

    /** Whether any file of the mirror does, those that wait for deletion included. */
    private boolean holds(String mark) throws IOException {
        byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            // Lists without looking at the files, which may vanish meanwhile
            File[] files = regions.target
                    .logDirectory()
                    .resolve(ROLES_MIRROR + '-' + partition)
                    .toFile()
                    .listFiles();
            for (File file : Objects.requireNonNull(files)) {
                if (contains(file.toPath(), bytes)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean contains(Path file, byte[] mark) throws IOException {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(mark, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }
}

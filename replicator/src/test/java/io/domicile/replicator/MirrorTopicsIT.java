package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorTopicsIT {

    private TwoRegions regions;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldCreateMirrorsAsTheirSourcesCallForAndFollowTheirGrowth() throws Exception {
        // given
        String forward = Topics.mirror(WEST, Topics.forward(CENTRAL));

        // when
        ReplicatorService service = regions.start();
        regions.awaitReady(service);

        // then
        assertThat(partitions(ROLES_MIRROR)).isEqualTo(PARTITIONS);
        assertThat(partitions(Topics.mirror(WEST, Topics.POLICY))).isEqualTo(1);
        assertThat(config(ROLES_MIRROR).get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config(ROLES_MIRROR).get("max.message.bytes").value())
                .isEqualTo(Integer.toString(TopicSizes.MIRROR));
        assertThat(config(forward).get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config(forward).get("retention.ms").value()).isEqualTo(Long.toString(7L * 24 * 3600 * 1000));

        // when
        try (Admin admin = regions.source.admin()) {
            admin.createPartitions(Map.of(ROLES, NewPartitions.increaseTo(PARTITIONS + 1)))
                    .all()
                    .get();
        }
        send(PARTITIONS);

        // then
        eventually().until(() -> partitions(ROLES_MIRROR) == PARTITIONS + 1);
        assertThat(regions.awaitTarget(ROLES_MIRROR, 1))
                .singleElement()
                .satisfies(copy -> assertThat(copy.partition()).isEqualTo(PARTITIONS));
    }

    @Test
    void shouldCopyNothingToAMirrorThatDoesNotFitUntilItIsRepaired() throws Exception {
        // given
        regions.target.createTopics(List.of(TwoRegions.topic(ROLES_MIRROR, PARTITIONS, "delete")));
        ReplicatorService service = regions.start("mirror.follow", "false");
        send(0);
        eventually()
                .untilAsserted(
                        () -> assertThat(service.health().notReady()).contains("mirror unfit: mirror-cleanup-policy"));
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();

        // when
        alter(ROLES_MIRROR, "cleanup.policy", "compact");
        alter(ROLES_MIRROR, "max.message.bytes", Integer.toString(TopicSizes.MIRROR));

        // then
        assertThat(regions.awaitTarget(ROLES_MIRROR, 1)).hasSize(1);
        regions.awaitReady(service);

        // when
        alter(ROLES_MIRROR, "message.timestamp.type", "LogAppendTime");

        // then
        eventually()
                .untilAsserted(
                        () -> assertThat(service.health().notReady()).contains("lane halted: mirror-timestamp-type"));
        alter(ROLES_MIRROR, "message.timestamp.type", "CreateTime");
        send(1);
        assertThat(regions.awaitTarget(ROLES_MIRROR, 2)).hasSize(2);
        regions.awaitReady(service);
    }

    @Test
    void shouldCorrectAMirrorAndLetItFollowItsSourceWhileItRuns() throws Exception {
        // given
        regions.target.createTopics(List.of(TwoRegions.topic(ROLES_MIRROR, PARTITIONS, "delete")));
        ReplicatorService service = regions.start();
        send(0);

        // then
        assertThat(regions.awaitTarget(ROLES_MIRROR, 1)).hasSize(1);
        assertThat(config(ROLES_MIRROR).get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config(ROLES_MIRROR).get("max.message.bytes").value())
                .isEqualTo(Integer.toString(TopicSizes.MIRROR));

        // when
        regions.compactAndDelete(ROLES);
        alter(ROLES_MIRROR, "segment.ms", "77777777");
        alter(ROLES_MIRROR, "message.timestamp.type", "LogAppendTime");

        // then
        eventually()
                .untilAsserted(() -> assertThat(
                                config(ROLES_MIRROR).get("cleanup.policy").value())
                        .isEqualTo("compact,delete"));
        eventually()
                .untilAsserted(() -> assertThat(config(ROLES_MIRROR)
                                .get("message.timestamp.type")
                                .value())
                        .isEqualTo("CreateTime"));
        assertThat(config(ROLES_MIRROR).get("segment.ms").value()).isEqualTo("77777777");
        regions.awaitReady(service);
        send(1);
        assertThat(regions.awaitTarget(ROLES_MIRROR, 2)).hasSize(2);
    }

    @Test
    void shouldNotBeReadyWhileTheSourceLacksATopicOfAReplicatedClass() throws Exception {
        // given
        try (Admin admin = regions.source.admin()) {
            admin.deleteTopics(List.of(ROLES)).all().get();
            eventually().until(() -> !admin.listTopics().names().get().contains(ROLES));
        }

        // when
        ReplicatorService service = regions.start();

        // then
        eventually()
                .untilAsserted(() -> assertThat(service.health().notReady())
                        .containsExactly("source topic missing: egress.role-definitions"));

        // when
        regions.source.createTopics(List.of(TwoRegions.topic(ROLES, PARTITIONS, "compact")));

        // then
        regions.awaitReady(service);
    }

    @Test
    void shouldNotCopyToAMirrorWithMorePartitionsThanItsSource() {
        // given
        regions.target.createTopics(List.of(TwoRegions.topic(ROLES_MIRROR, PARTITIONS + 1, "compact")
                .configs(Map.of(
                        "cleanup.policy", "compact", "max.message.bytes", Integer.toString(TopicSizes.MIRROR)))));
        send(0);

        // when
        ReplicatorService service = regions.start();

        // then
        eventually()
                .untilAsserted(
                        () -> assertThat(service.health().notReady()).contains("mirror unfit: mirror-partitions"));
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();
    }

    private void send(int partition) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            producer.send(roleRecord("acme", partition, partition, role(regions.sourceRegistry, "read")));
        }
    }

    private void alter(String topic, String name, String value) throws ExecutionException, InterruptedException {
        try (Admin admin = regions.target.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private int partitions(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = regions.target.admin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private Config config(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = regions.target.admin()) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource);
        }
    }
}

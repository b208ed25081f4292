package io.domicile.kit.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.RegionId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    private static final RegionId HERE = new RegionId("eu-central");
    private static final RegionId SOURCE = new RegionId("eu-west");
    private static final TopicSettings SETTINGS = TopicSettings.of(3, 3);

    @Test
    void shouldPlanTheseTopicsForARegionWithALink() {
        TopicPlan plan = TopicPlan.ofRegion(HERE, SETTINGS)
                .withRoutes(Set.of(SOURCE), SETTINGS)
                .withMirrors(SOURCE, topic -> topic.startsWith("egress.") ? 6 : 5, SETTINGS);

        assertThat(plan.topics().stream().map(TopicPlanTest::row).collect(Collectors.joining("\n")))
                .isEqualTo("""
                        egress.api-key-metadata 3 compact - 1064960
                        egress.organization-settings 3 compact - 1064960
                        egress.role-definitions 3 compact - 1064960
                        egress.user-credentials 3 compact - 1064960
                        eu-west.checkpoints.internal 1 compact - null
                        eu-west.egress.api-key-metadata 6 compact - 1081344
                        eu-west.egress.organization-settings 6 compact - 1081344
                        eu-west.egress.role-definitions 6 compact - 1081344
                        eu-west.egress.user-credentials 6 compact - 1081344
                        eu-west.forward.eu-central 5 delete 604800000 1081344
                        eu-west.heartbeats 1 compact - null
                        eu-west.residency.policy 1 compact - 1081344
                        forward.eu-west 3 delete 604800000 1064960
                        heartbeats 1 compact - null
                        home.alerts 3 delete 604800000 1064960
                        home.api-key-metadata 3 compact - 1064960
                        home.audit-logs 3 delete 604800000 1064960
                        home.dashboards 3 delete 604800000 1064960
                        home.ml-models 3 delete 604800000 1064960
                        home.organization-settings 3 compact - 1064960
                        home.ota-packages 3 delete 604800000 1064960
                        home.role-definitions 3 compact - 1064960
                        home.telemetry 3 delete 604800000 1064960
                        home.user-credentials 3 compact - 1064960
                        home.user-data 3 delete 604800000 1064960
                        ingress.alerts 3 delete 604800000 1048576
                        ingress.api-key-metadata 3 delete 604800000 1048576
                        ingress.audit-logs 3 delete 604800000 1048576
                        ingress.dashboards 3 delete 604800000 1048576
                        ingress.dead-letter 3 delete 604800000 8388608
                        ingress.ml-models 3 delete 604800000 1048576
                        ingress.organization-settings 3 delete 604800000 1048576
                        ingress.ota-packages 3 delete 604800000 1048576
                        ingress.role-definitions 3 delete 604800000 1048576
                        ingress.telemetry 3 delete 604800000 1048576
                        ingress.user-credentials 3 delete 604800000 1048576
                        ingress.user-data 3 delete 604800000 1048576
                        residency.acks 1 compact - 1048576
                        residency.audit 3 delete 34560000000 1048576
                        residency.audit.seals 1 delete 34560000000 1048576
                        residency.policy 1 compact - 1048576
                        residency.quarantine 3 delete 604800000 8388608""");
    }

    @Test
    void shouldMakeEveryTopicSafeAndKeepTheRecordsTime() {
        TopicPlan plan = TopicPlan.ofRegion(HERE, SETTINGS).withMirrors(SOURCE, topic -> 1, SETTINGS);

        assertThat(plan.topics().stream()
                        .filter(topic -> !Topics.ofMirrorMaker(SOURCE).contains(topic.name())))
                .hasSize(plan.topics().size() - 3)
                .allSatisfy(topic -> {
                    assertThat(topic.replicationFactor()).isEqualTo((short) 3);
                    assertThat(topic.configs())
                            .containsEntry("message.timestamp.type", "CreateTime")
                            .containsEntry("min.insync.replicas", "2")
                            .containsEntry("unclean.leader.election.enable", "false");
                });
    }

    @Test
    void shouldNeedOneReplicaInSyncWhereThereIsOnlyOne() {
        assertThat(TopicPlan.ofRegion(HERE, TopicSettings.of(1, 1)).topics())
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("min.insync.replicas", "1"));
    }

    @Test
    void shouldKeepTombstonesOfCompactedTopicsForAWeek() {
        assertThat(TopicPlan.ofRegion(HERE, SETTINGS).topics())
                .filteredOn(topic -> "compact".equals(topic.configs().get("cleanup.policy")))
                .hasSize(10)
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("delete.retention.ms", "604800000"));
    }

    @Test
    void shouldCompactPolicyEarly() {
        TopicSpec policy = TopicPlan.ofRegion(HERE, SETTINGS).topics().stream()
                .filter(topic -> topic.name().equals(Topics.POLICY))
                .findFirst()
                .orElseThrow();

        assertThat(policy.configs())
                .containsEntry("min.cleanable.dirty.ratio", "0.1")
                .containsEntry("segment.ms", "3600000")
                .containsEntry("segment.bytes", "16777216");
    }

    @Test
    void shouldRefuseRoutesAndMirrorsToItself() {
        TopicPlan plan = TopicPlan.ofRegion(HERE, SETTINGS);

        assertThatThrownBy(() -> plan.withRoutes(Set.of(HERE), SETTINGS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withMirrors(HERE, topic -> 1, SETTINGS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNameEveryTopicOnce() {
        TopicPlan plan = TopicPlan.ofRegion(HERE, SETTINGS).withRoutes(Set.of(SOURCE), SETTINGS);

        assertThat(plan.names())
                .containsExactlyElementsOf(
                        plan.withRoutes(Set.of(SOURCE), SETTINGS).names())
                .hasSameSizeAs(plan.topics());
        assertThat(List.copyOf(plan.names())).isSorted();
    }

    private static String row(TopicSpec topic) {
        return "%s %d %s %s %s"
                .formatted(
                        topic.name(),
                        topic.partitions(),
                        topic.configs().get("cleanup.policy"),
                        topic.configs().getOrDefault("retention.ms", "-"),
                        topic.configs().get("max.message.bytes"));
    }
}

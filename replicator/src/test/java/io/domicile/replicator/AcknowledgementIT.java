package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the lanes say at the source of the policy they decide by. */
class AcknowledgementIT {

    /** Four egress topics and one forward topic. */
    private static final int DECIDED_LANES = 5 * PARTITIONS;

    private static final Member BRIDGE = new Member(MemberKind.BRIDGE, CENTRAL, "bridge-1");

    private TwoRegions regions;
    private OrganizationPolicy acme;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        acme = regions.policy("acme", false, 1, CENTRAL);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldAcknowledgeEachGenerationForEveryDecidedLaneAndWithdrawAtTheEnd() {
        // given
        regions.gate.generation(WEST, 3);
        ReplicatorService service = regions.start();
        awaitEveryLane(3);

        // when
        regions.gate.generation(WEST, 4);

        // then
        awaitEveryLane(4);
        assertThat(regions.words().keySet())
                .allMatch(member ->
                        member.kind() == MemberKind.LINK && member.region().equals(CENTRAL));
        Acknowledgement word = regions.words().values().iterator().next().orElseThrow();
        assertThat(word.transactionTimeout()).isEqualTo(Duration.ofSeconds(30));
        service.close();
        assertThat(regions.words()).isEmpty();
    }

    @Test
    void shouldDecideNothingByAnEarlierGenerationThanTheSourceHadWhenItFirstSpoke() {
        // given: somebody may have waited for this generation while no link was there
        long generation = new PolicyWriter(
                        WEST,
                        Map.of("bootstrap.servers", regions.source.bootstrapServers()),
                        regions.sourceRegistry,
                        Fixtures.CATALOGUE)
                .put(PolicyDraft.of(acme))
                .generation();
        send(6);

        // when
        ReplicatorService service = regions.start();

        // then
        eventually()
                .untilAsserted(() ->
                        assertThat(service.health().notReady()).contains("policy of the source has not arrived here"));
        eventually()
                .until(() -> regions
                                .meters
                                .find("domicile.link.lane.state")
                                .tag("topic", TwoRegions.ROLES)
                                .tag("kind", "waiting")
                                .gauges()
                                .stream()
                                .filter(gauge -> gauge.value() == 1)
                                .count()
                        == TwoRegions.PARTITIONS);
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();
        regions.gate.generation(WEST, generation);
        assertThat(regions.awaitTarget(ROLES_MIRROR, 6)).hasSize(6);
    }

    @Test
    void shouldAcknowledgeNoMoreThanTheTargetRegionsOwnMembersDo() {
        // given
        regions.saysInTarget(BRIDGE, 1);
        regions.gate.generation(WEST, 2);
        send(3);

        // when
        ReplicatorService service = regions.start();

        // then: it copies nevertheless
        assertThat(regions.awaitTarget(ROLES_MIRROR, 3)).hasSize(3);
        awaitEveryLane(1);
        eventually()
                .untilAsserted(() -> assertThat(service.health().notReady())
                        .contains("bridge or router of the target region has not acknowledged policy"));
        regions.saysInTarget(BRIDGE, 2);
        awaitEveryLane(2);
        regions.awaitReady(service);
    }

    @Test
    void shouldDecideNothingBeforeTheSourceHasTakenItsFirstWord() throws Exception {
        // given
        try (Admin admin = regions.source.admin()) {
            admin.deleteTopics(List.of(Topics.ACKS)).all().get();
            eventually().until(() -> !admin.listTopics().names().get().contains(Topics.ACKS));
        }
        send(3);

        // when
        ReplicatorService service = regions.start();

        // then
        eventually()
                .untilAsserted(() -> assertThat(service.health().notReady())
                        .contains("policy is not acknowledged at the source", "lane waits: not-announced"));
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();
        regions.source.createTopics(List.of(TwoRegions.topic(Topics.ACKS, 1, "compact")));
        assertThat(regions.awaitTarget(ROLES_MIRROR, 3)).hasSize(3);
        regions.awaitReady(service);
    }

    private void awaitEveryLane(long generation) {
        eventually().untilAsserted(() -> {
            Map<Member, Optional<Acknowledgement>> words = regions.words();
            assertThat(words).hasSize(DECIDED_LANES);
            assertThat(words.values()).allMatch(word -> word.orElseThrow().generation(WEST) == generation);
        });
    }

    private void send(int count) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = 0; i < count; i++) {
                producer.send(roleRecord("acme", i, i % PARTITIONS, role(regions.sourceRegistry, "read")));
            }
        }
    }
}

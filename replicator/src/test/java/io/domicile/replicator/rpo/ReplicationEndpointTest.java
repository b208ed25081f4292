package io.domicile.replicator.rpo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.domicile.kit.admin.AdminAnswer;
import io.domicile.kit.admin.AdminRequest;
import io.domicile.kit.policy.GateStatus;
import io.domicile.replicator.lag.LagBoard;
import io.domicile.replicator.lag.LagLimits;
import io.domicile.replicator.lag.LagMeters;
import io.domicile.replicator.lag.LaneCondition;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplicationEndpointTest {

    private static final RegionId WEST = new RegionId("eu-west");
    private static final RegionId CENTRAL = new RegionId("eu-central");
    private static final RegionId EAST = new RegionId("us-east");
    private static final TopicPartition ROLES = new TopicPartition("egress.role-definitions", 0);
    private static final TopicPartition FORWARD = new TopicPartition("forward.eu-central", 0);

    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private final LagBoard board = new LagBoard(
            LagLimits.forInterval(Duration.ofSeconds(1)),
            nanos::get,
            new LagMeters(new SimpleMeterRegistry(), "eu-central", "eu-west->eu-central"));
    private final FakePolicyGate gate = new FakePolicyGate();
    private final ReplicationEndpoint endpoint = new ReplicationEndpoint(
            WEST,
            CENTRAL,
            board,
            Set.of(ROLES.topic(), FORWARD.topic()),
            Set.of(ROLES.topic()),
            gate,
            InstantSource.fixed(Instant.parse("2026-01-06T10:00:05Z")),
            List.of(
                    new RpoObjective("premium", Duration.ofMinutes(15)),
                    new RpoObjective("standard", Duration.ofHours(1))));

    @Test
    void shouldSayHowFarTheReplicaIsBehind() throws Exception {
        // given
        follow(ROLES, 10, 10);
        follow(FORWARD, 3, 7);
        pass(Duration.ofMillis(2100));

        // when
        JsonNode body = ok(ask(Map.of()));

        // then
        assertThat(body.path("primary_region").textValue()).isEqualTo("eu-west");
        JsonNode replica = only(body);
        assertThat(replica.path("region").textValue()).isEqualTo("eu-central");
        assertThat(replica.path("lag_seconds").longValue()).isEqualTo(3);
        assertThat(replica.path("status").textValue()).isEqualTo("lagging");
        assertThat(replica.path("reason").textValue()).isEqualTo("copying");
        assertThat(replica.path("last_sync").isNull()).isTrue();
        assertThat(replica.path("lag_records").longValue()).isEqualTo(4);
        assertThat(body.path("topics"))
                .extracting(topic -> topic.path("topic").textValue() + " "
                        + topic.path("status").textValue() + " "
                        + topic.path("lag_seconds").longValue())
                .containsExactly("egress.role-definitions synced 0", "forward.eu-central lagging 3");
    }

    @Test
    void shouldAnswerAsDocumentedWhereAllIsInSync() throws Exception {
        // given
        follow(ROLES, 10, 10);
        pass(Duration.ofSeconds(3));

        // when
        JsonNode replica = only(ok(ask(Map.of())));

        // then
        assertThat(replica.path("lag_seconds").longValue()).isZero();
        assertThat(replica.path("status").textValue()).isEqualTo("synced");
        assertThat(replica.has("reason")).isFalse();
        assertThat(replica.path("last_sync").textValue()).isEqualTo("2026-01-06T10:00:02Z");
    }

    @Test
    void shouldTellTheTiersHowMuchOfTheirObjectiveIsUsedUp() throws Exception {
        // given
        follow(ROLES, 10, 10);
        pass(Duration.ofMinutes(13));

        // when
        JsonNode replica = only(ok(ask(Map.of())));

        // then
        assertThat(replica.path("lag_seconds").longValue()).isEqualTo(780);
        assertThat(replica.path("status").textValue()).isEqualTo("stalled");
        assertThat(replica.path("reason").textValue()).isEqualTo("sample-stale");
        assertThat(replica.path("objectives"))
                .extracting(tier ->
                        tier.path("tier").textValue() + " " + tier.path("level").textValue())
                .containsExactly("premium critical", "standard normal");
    }

    @Test
    void shouldCountTheTimeSinceItsStartWhereNothingWasEverProven() throws Exception {
        // given
        board.follow(ROLES);
        pass(Duration.ofMinutes(20));

        // when
        JsonNode replica = only(ok(ask(Map.of())));

        // then
        assertThat(replica.path("lag_seconds").isNull()).isTrue();
        assertThat(replica.path("rpo_seconds").isNull()).isTrue();
        assertThat(replica.path("objectives").get(0).path("level").textValue()).isEqualTo("breached");
    }

    @Test
    void shouldBeHaltedWhereOneLaneIs() throws Exception {
        // given
        follow(ROLES, 10, 10);
        follow(FORWARD, 7, 7);
        board.follow(FORWARD).condition(new LaneCondition.Halted("foreign-write"));

        // when
        JsonNode replica = only(ok(ask(Map.of())));

        // then
        assertThat(replica.path("status").textValue()).isEqualTo("halted");
        assertThat(replica.path("reason").textValue()).isEqualTo("foreign-write");
    }

    @Test
    void shouldAnswerForAnOrganizationByTheTopicsOfItsStandby() throws Exception {
        // given
        gate.put(policy("acme", WEST, false, CENTRAL));
        follow(ROLES, 10, 10);
        follow(FORWARD, 3, 7);

        // when
        JsonNode body = ok(ask(Map.of("organization", List.of("acme"))));

        // then
        assertThat(only(body).path("status").textValue()).isEqualTo("synced");
        assertThat(body.has("topics")).isFalse();
    }

    @Test
    void shouldBeDisabledWhereTheCopiesAreNotToBeThere() throws Exception {
        // given
        gate.put(policy("borealis", WEST, true))
                .put(policy("cygnus", WEST, false))
                .put(policy("dunes", EAST, false))
                .put(policy("elm", CENTRAL, false));
        follow(ROLES, 10, 10);

        // then
        assertThat(reason("borealis")).isEqualTo("disabled strict null");
        assertThat(reason("cygnus")).isEqualTo("disabled no-standby null");
        assertThat(reason("dunes")).isEqualTo("disabled other-home null");
        assertThat(ok(ask(Map.of("organization", List.of("dunes"))))
                        .path("primary_region")
                        .textValue())
                .isEqualTo("us-east");
        assertThat(ok(ask(Map.of("organization", List.of("elm")))).path("replicas"))
                .isEmpty();
    }

    @Test
    void shouldNotAnswerForAnOrganizationWhosePolicyItCannotRelyOn() {
        // given
        gate.unreadable(new OrganizationId("torn")).stale(new OrganizationId("old"));

        // then
        assertThat(ask(Map.of("organization", List.of("nobody"))).status()).isEqualTo(404);
        assertThat(ask(Map.of("organization", List.of("torn"))).status()).isEqualTo(503);
        assertThat(ask(Map.of("organization", List.of("old"))).status()).isEqualTo(503);
        gate.close(GateStatus.Reason.LOADING);
        assertThat(ask(Map.of("organization", List.of("nobody"))).status()).isEqualTo(503);
    }

    @Test
    void shouldRefuseQuestionsItDoesNotUnderstandWithoutRepeatingThem() {
        assertThat(ask(Map.of("organization", List.of("No Such Id")))).satisfies(ReplicationEndpointTest::isRefused);
        assertThat(ask(Map.of("organization", List.of("acme", "borealis"))))
                .satisfies(ReplicationEndpointTest::isRefused);
        assertThat(ask(Map.of("organisation", List.of("acme")))).satisfies(ReplicationEndpointTest::isRefused);
    }

    private static void isRefused(AdminAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).doesNotContain("No Such Id").doesNotContain("acme");
    }

    private String reason(String organization) throws Exception {
        JsonNode replica = only(ok(ask(Map.of("organization", List.of(organization)))));
        return replica.path("status").textValue() + " " + replica.path("reason").textValue() + " "
                + replica.path("lag_seconds");
    }

    private void follow(TopicPartition partition, long position, long end) {
        board.follow(partition).condition(LaneCondition.RUNNING);
        board.follow(partition).committed(position);
        board.follow(partition).sampled(end, nanos.get());
        board.topicsAre(Map.of(), nanos.get());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private AdminAnswer ask(Map<String, List<String>> query) {
        return endpoint.get(new AdminRequest(query, Optional.empty()));
    }

    private static JsonNode ok(AdminAnswer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        return new JsonMapper().readTree(answer.json());
    }

    private static JsonNode only(JsonNode body) {
        assertThat(body.path("replicas")).hasSize(1);
        return body.path("replicas").get(0);
    }

    private static OrganizationPolicy policy(String organization, RegionId home, boolean strict, RegionId... standbys) {
        return new OrganizationPolicy(
                new OrganizationId(organization), home, List.of(standbys), strict, false, OrganizationState.ACTIVE, 1);
    }
}

package io.domicile.it.acl;

import static io.domicile.it.acl.AclSite.CENTRAL;
import static io.domicile.it.acl.AclSite.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.domicile.it.acl.AclSite.Run;
import io.domicile.residency.RegionId;
import io.domicile.testkit.kafka.Principals;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the planned ACLs and no others every role can do its work, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeastPrivilegeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String EGRESS = "egress.role-definitions";
    private static final String MIRROR = "eu-west." + EGRESS;
    private static final String ROLE =
            "{\"permissions\":[\"dashboards:read\"],\"updated_at\":\"2026-01-06T10:00:00Z\"}";
    private static final String GROUP = "consumer-app";

    @TempDir
    private static Path folder;

    private static AclSite site;

    @BeforeAll
    static void startRegions() throws Exception {
        // The router replaces stream threads that fail; none of that is a failure of a test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        site = new AclSite(folder);
        for (var region : List.of(WEST, CENTRAL)) {
            Run created = site.topics("create", region);
            assertThat(created.status()).as(created.out() + created.err()).isZero();
        }
        expectSuccess(policy("put", WEST, "acme", "--home", "eu-west", "--standby", "eu-central"));
        expectSuccess(policy("put", CENTRAL, "cygnus", "--home", "eu-central"));
        site.startServices();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(site.areReady()).as(site.health()).isTrue());
    }

    @AfterAll
    static void stopRegions() {
        site.close();
    }

    @Test
    @Order(1)
    void shouldCarryADevicesRecordToItsHomeRegion() {
        site.publish("v1/cygnus/dev-1/telemetry", "{\"temperature\":21.5}");

        assertThat(keys(CENTRAL, "home.telemetry", 1)).containsExactly("cygnus/dev-1");
        assertThat(keys(CENTRAL, "eu-west.forward.eu-central", 1)).containsExactly("cygnus/dev-1");
    }

    @Test
    @Order(2)
    void shouldReplicateToTheStandbyAndKeepItsGroupsCurrent() throws Exception {
        expectSuccess(record("--organization", "acme"));
        assertThat(keys(CENTRAL, MIRROR, 1)).containsExactly("acme/viewer");
        readAndCommit("consumer", WEST, EGRESS);

        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Admin admin = site.region(CENTRAL).kafka().admin()) {
                assertThat(admin.listConsumerGroupOffsets(GROUP)
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsKey(new TopicPartition(MIRROR, 0));
            }
        });
        assertThat(keys(CENTRAL, "eu-west.checkpoints.internal", 1)).isNotEmpty();
        assertThat(readAndCommit("standby", CENTRAL, MIRROR)).isZero();
    }

    @Test
    @Order(3)
    void shouldEnforceStrictResidencyDownToTheStandby() throws Exception {
        Run strict = site.as(
                "policy",
                WEST,
                site.withRegistry("policy", "strict", "on", "acme", "--region", "eu-west", "--wait", "120s"));

        Run members = site.as("policy", WEST, site.withRegistry("policy", "members", "--region", "eu-west"));

        expectSuccess(strict);
        expectSuccess(policy("list", WEST));
        expectSuccess(policy("serve", WEST, "--for", "1s"));
        expectSuccess(policy("adopt", WEST));
        assertThat(strict.out()).doesNotContain("\"tombstoned_at\":null");
        assertThat(members.out()).contains("bridge", "router", "egress.role-definitions");
    }

    @Test
    @Order(4)
    void shouldLetSealerAuditorAndOperatorDoTheirWork() throws Exception {
        expectSuccess(record("--organization", "nobody"));
        site.publish("v1/acme/dev-1/telemetry", "no JSON");
        assertThat(keys(WEST, "residency.quarantine", 1)).containsExactly("nobody/viewer");
        assertThat(keys(WEST, "ingress.dead-letter", 1)).hasSize(1);

        expectSuccess(audit("sealer", "seal", "--once"));
        expectSuccess(audit("auditor", "verify"));
        Run listed = site.as("auditor", WEST, "quarantine", "list", "--region", "eu-west");
        expectSuccess(listed);
        assertThat(listed.out()).contains("unknown-organization");
        expectSuccess(site.as("operator", WEST, "quarantine", "release", "--all", "--region", "eu-west"));
        expectSuccess(site.as(
                "operator",
                WEST,
                site.withRegistry("quarantine", "purge", "--before", "1ms", "--yes", "--region", "eu-west")));
        expectSuccess(site.configured(
                "dead-letter", "replay", "--all", "--content-type", "opaque", "--config", site.bridgeOfOperator()));
        expectSuccess(site.as(
                "operator",
                CENTRAL,
                site.withRegistry("republish", "cygnus", "--region", "eu-central", "--wait", "120s")));
    }

    @Test
    @Order(5)
    void shouldTellWhatIsGrantedBeyondThePlanAndLeaveIt() throws Exception {
        AclBinding beyond = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "home.telemetry", PatternType.LITERAL),
                new AccessControlEntry("User:link-to-eu-central", "*", AclOperation.READ, AclPermissionType.ALLOW));
        Run before = site.topics("describe", WEST);
        try (Admin admin = site.region(WEST).kafka().admin()) {
            admin.createAcls(Set.of(beyond)).all().get();
            await().atMost(PATIENCE).until(() -> site.topics("describe", WEST).status() == 1);
            Run again = site.topics("create", WEST);
            admin.deleteAcls(Set.of(beyond.toFilter())).all().get();

            assertThat(before.status()).as(before.out()).isZero();
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.out())
                    .contains("acl User:link-to-eu-central read topic home.telemetry is not planned")
                    .contains(" 0 created, ");
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @Order(6)
    @CsvSource({
        "bridge, WRITE, home.telemetry",
        "bridge, WRITE, egress.user-credentials",
        "bridge, WRITE, ingress.user-credentials",
        "bridge, WRITE, forward.eu-central",
        "bridge, WRITE, residency.policy",
        "bridge, READ, ingress.telemetry",
        "bridge, READ, home.telemetry",
        "bridge, READ, residency.quarantine",
        "bridge, COMMIT_AS, domicile-router-eu-west",
        "bridge, TRANSACT, domicile-policy-eu-west",
        "router, WRITE, residency.policy",
        "router, WRITE, ingress.telemetry",
        "router, WRITE, eu-central.egress.user-credentials",
        "router, READ, home.telemetry",
        "router, READ, residency.quarantine",
        "router, SEE_STABLE_END, ingress.dead-letter",
        "router, COMMIT_AS, domicile-link-eu-central-eu-west",
        "router, TRANSACT, domicile-policy-eu-west",
        "router, TRANSACT, eu-central-eu-west/egress.user-credentials-0",
        "link-to-eu-central, READ, home.telemetry",
        "link-to-eu-central, READ, home.user-credentials",
        "link-to-eu-central, READ, ingress.telemetry",
        "link-to-eu-central, READ, forward.us-east",
        "link-to-eu-central, READ, us-east.egress.user-credentials",
        "link-to-eu-central, READ, residency.quarantine",
        "link-to-eu-central, READ, residency.audit",
        "link-to-eu-central, READ, ingress.dead-letter",
        "link-to-eu-central, WRITE, egress.user-credentials",
        "link-to-eu-central, WRITE, residency.policy",
        "link-to-eu-central, SEE_GROUP, domicile-router-eu-west",
        "link-to-eu-central, COMMIT_AS, consumer-app",
        "link-to-eu-central, TRANSACT, eu-central-eu-west/egress.user-credentials-0",
        "link-to-eu-central, CONFIGURE, egress.user-credentials",
        "link-from-eu-central, WRITE, us-east.egress.user-credentials",
        "link-from-eu-central, WRITE, us-east.residency.policy",
        "link-from-eu-central, WRITE, egress.user-credentials",
        "link-from-eu-central, WRITE, home.telemetry",
        "link-from-eu-central, WRITE, ingress.telemetry",
        "link-from-eu-central, WRITE, residency.policy",
        "link-from-eu-central, READ, home.telemetry",
        "link-from-eu-central, READ, residency.quarantine",
        "link-from-eu-central, READ, us-east.egress.user-credentials",
        "link-from-eu-central, CREATE, eu-central.home.telemetry",
        "link-from-eu-central, CONFIGURE, us-east.egress.user-credentials",
        "link-from-eu-central, COMMIT_AS, domicile-router-eu-west",
        "link-from-eu-central, COMMIT_AS, domicile-link-us-east-eu-west",
        "link-from-eu-central, TRANSACT, us-east-eu-west/egress.user-credentials-0",
        "policy, WRITE, home.telemetry",
        "policy, WRITE, eu-central.residency.policy",
        "policy, READ, home.telemetry",
        "policy, READ, egress.user-credentials",
        "policy, TRANSACT, domicile-sealer-eu-west",
        "platform, WRITE, ingress.telemetry",
        "platform, WRITE, egress.user-credentials",
        "platform, WRITE, home.user-credentials",
        "platform, READ, ingress.user-credentials",
        "sealer, WRITE, residency.audit",
        "sealer, READ, home.telemetry",
        "sealer, TRANSACT, domicile-policy-eu-west",
        "auditor, WRITE, residency.audit",
        "auditor, WRITE, residency.audit.seals",
        "auditor, READ, home.telemetry",
        "operator, READ, home.telemetry",
        "operator, WRITE, home.user-credentials",
        "operator, WRITE, residency.policy",
        "operator, TRANSACT, domicile-policy-eu-west",
        "consumer, WRITE, home.telemetry",
        "consumer, READ, ingress.telemetry",
        "consumer, READ, residency.quarantine",
        "consumer, READ, eu-central.egress.user-credentials",
        "consumer, COMMIT_AS, domicile-router-eu-west",
        "standby, READ, home.telemetry",
        "standby, READ, egress.user-credentials",
        "standby, READ, eu-central.forward.eu-west",
        "standby, WRITE, eu-central.egress.user-credentials",
        "standby, COMMIT_AS, domicile-link-eu-central-eu-west"
    })
    void shouldRefuse(String role, Attempt attempt, String name) {
        expectRefusal(role, attempt, name);
    }

    @ParameterizedTest
    @Order(7)
    @MethodSource("roles")
    void shouldRefuseToAdministerToEveryRole(String role) {
        expectRefusal(role, Attempt.SEE_ACLS, "");
        expectRefusal(role, Attempt.CREATE, "another.topic");
        expectRefusal(role, Attempt.DELETE, "residency.policy");
        expectRefusal(role, Attempt.CONFIGURE, "residency.policy");
    }

    /** The attempts that are refused above succeed where they are granted. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @Order(8)
    @CsvSource({
        "consumer, READ, home.telemetry",
        "platform, WRITE, ingress.user-credentials",
        "policy, TRANSACT, domicile-policy-eu-west",
        "bridge, COMMIT_AS, domicile-generations-eu-west",
        "link-to-eu-central, SEE_GROUP, consumer-app",
        "router, SEE_GROUP, domicile-router-eu-west",
        "router, SEE_STABLE_END, home.telemetry",
        "router, SEE_STABLE_END, residency.audit",
        "link-from-us-east, CONFIGURE, us-east.egress.user-credentials"
    })
    void shouldAllowWhatIsPlanned(String role, Attempt attempt, String name) {
        assertThat(answer(role, attempt, name)).isNull();
    }

    static Stream<String> roles() {
        return AclSite.roles(WEST).stream();
    }

    private static void expectRefusal(String role, Attempt attempt, String name) {
        assertThat(answer(role, attempt, name)).isInstanceOf(AuthorizationException.class);
    }

    private static Throwable answer(String role, Attempt attempt, String name) {
        String brokers = site.region(WEST).kafka().crossRegionBootstrapServers();
        return catchThrowable(() -> attempt.as(role, brokers, name));
    }

    private static Run policy(String what, RegionId region, String... more) throws Exception {
        return site.as(
                "policy",
                region,
                site.withRegistry(Stream.concat(Stream.of("policy", what, "--region", region.value()), Stream.of(more))
                        .toArray(String[]::new)));
    }

    private static Run record(String... whose) throws Exception {
        String[] what = {"record", "put", "--class", "role-definitions", "--entity", "viewer", "--json", ROLE};
        return site.as(
                "platform",
                WEST,
                site.withRegistry(
                        Stream.concat(Stream.of(what), Stream.of(whose)).toArray(String[]::new)));
    }

    private static Run audit(String role, String... what) throws Exception {
        String[] all = {"--region", "eu-west", "--audit-key-file", site.sealKey()};
        return site.as(
                role,
                WEST,
                site.withRegistry(Stream.of(new String[] {"audit"}, what, all)
                        .flatMap(Stream::of)
                        .toArray(String[]::new)));
    }

    private static void expectSuccess(Run run) {
        assertThat(run.status()).as(run.out() + run.err()).isZero();
    }

    private static List<String> keys(RegionId region, String topic, int count) {
        String brokers = site.region(region).kafka().bootstrapServers();
        try (RecordsProbe probe = RecordsProbe.committed(brokers, topic)) {
            return probe.awaitAtLeast(count, PATIENCE).stream()
                    .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .collect(Collectors.toList());
        }
    }

    /** Reads, as a member of the group, what has not been committed; commits. How many records there were. */
    private static int readAndCommit(String role, RegionId region, String topic) {
        Map<String, Object> settings = new HashMap<>(Principals.client(role));
        settings.put("bootstrap.servers", site.region(region).kafka().crossRegionBootstrapServers());
        settings.put("group.id", GROUP);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            int[] count = {0};
            TopicPartition partition = new TopicPartition(topic, 0);
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                count[0] += consumer.poll(Duration.ofMillis(100)).count();
                return consumer.assignment().contains(partition)
                        && consumer.position(partition)
                                >= consumer.endOffsets(List.of(partition)).get(partition);
            });
            consumer.commitSync();
            return count[0];
        }
    }
}

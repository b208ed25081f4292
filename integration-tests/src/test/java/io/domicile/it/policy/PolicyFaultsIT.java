package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.BOREALIS;
import static io.domicile.it.policy.PolicyTopicFixture.HERE;
import static io.domicile.it.policy.PolicyTopicFixture.awaitClosed;
import static io.domicile.it.policy.PolicyTopicFixture.awaitOpen;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static io.domicile.it.policy.PolicyTopicFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.region.EmbeddedRegion;
import io.domicile.testkit.region.RegionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of a policy topic, on a real broker, against a store that ran before, a store that starts into it, and
 * each service that embeds one: while it lasts nothing is decided, and afterwards nothing is missing.
 */
class PolicyFaultsIT {

    private static final RegionId SOURCE = new RegionId("eu-central");
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final List<Long> NONE = List.of(0L, 0L, 0L);
    private static final List<Long> ONCE = List.of(1L, 1L, 1L);
    private static final TopicSettings TOPICS = TopicSettings.of(1, 1);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static EmbeddedRegion region;
    private static EmbeddedKafka sourceKafka;
    private static PolicyTopicFixture topics;
    private static PolicyWriter sourceWriter;
    private static EmbeddingServices services;
    private static KafkaPolicyStore store;
    private static Traffic traffic;

    @BeforeAll
    static void startEverything() throws Exception {
        // The router replaces stream threads that fail; none of that is a failure of a test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        region = EmbeddedRegion.start(RegionOptions.of(HERE.value()));
        sourceKafka = EmbeddedKafka.start(KafkaOptions.defaults());
        create(
                region.kafka(),
                TopicPlan.ofRegion(HERE, TOPICS)
                        .withRoutes(Set.of(SOURCE), TOPICS)
                        .withMirrors(SOURCE, topic -> 1, TOPICS));
        create(sourceKafka, TopicPlan.ofRegion(SOURCE, TOPICS).withRoutes(Set.of(HERE), TOPICS));
        topics = new PolicyTopicFixture(region.kafka(), region.registry());
        topics.writer().put(draft(ACME, false));
        topics.writer().put(draft(BOREALIS, true));
        sourceWriter = new PolicyWriter(
                SOURCE,
                Map.of("bootstrap.servers", sourceKafka.bootstrapServers()),
                region.registry(),
                Catalogues.builtIn());
        sourceWriter.bootstrap();
        topics.startHeart(Duration.ofMillis(250));
        services = EmbeddingServices.start(region, SOURCE, sourceKafka, LEASE.toSeconds() + "s");
        store = topics.startStore(Optional.of(LEASE));
        traffic = new Traffic(HERE, region.kafka(), region.mqtt(), sourceKafka, SOURCE);
        awaitReady();
    }

    @AfterAll
    static void stopEverything() {
        traffic.close();
        store.close();
        services.close();
        topics.heart().close();
        sourceKafka.close();
        region.close();
    }

    @ParameterizedTest
    @EnumSource(PolicyFault.class)
    void shouldDecideNothingWhileTheFaultLastsAndMissNothingAfterwards(PolicyFault fault) throws Exception {
        long quarantined = traffic.quarantined();
        String before = "before-" + NAMES.incrementAndGet();
        assertThat(traffic.send(before)).succeedsWithin(Duration.ofSeconds(60));
        eventually().until(() -> traffic.arrived(before).equals(ONCE));

        fault.inject(topics);
        awaitClosed(store, fault.reason());
        awaitServicesClosed(fault);

        String during = "during-" + NAMES.incrementAndGet();
        CompletableFuture<?> sent = traffic.send(during);
        try (KafkaPolicyStore fresh = topics.startStore(Optional.of(LEASE))) {
            awaitClosed(fresh, fault.reason());
            assertPolicyIsStillCarried();
            Awaitility.await()
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> traffic.arrived(during).equals(NONE));
            assertThat(store.view()).isEmpty();
            assertThat(fresh.view()).isEmpty();

            fault.repair(topics);

            awaitOpen(fresh);
        }
        awaitOpen(store);
        awaitReady();
        eventually().until(() -> traffic.arrived(during).equals(ONCE));
        assertThat(sent).succeedsWithin(Duration.ofSeconds(60));
        assertThat(traffic.arrived(before)).isEqualTo(ONCE);
        assertThat(traffic.quarantined()).isEqualTo(quarantined);
    }

    @Test
    void shouldDecideNothingAfterARestartBelowARememberedGeneration() throws Exception {
        long quarantined = traffic.quarantined();
        services.close();
        PolicyFault.CREATED_AGAIN_WITH_A_LOWER_GENERATION.inject(topics);
        String during = "during-" + NAMES.incrementAndGet();
        services = EmbeddingServices.start(region, SOURCE, sourceKafka, LEASE.toSeconds() + "s");
        CompletableFuture<?> sent = traffic.send(during);

        awaitServicesClosed(PolicyFault.CREATED_AGAIN_WITH_A_LOWER_GENERATION);
        assertThat(traffic.arrived(during)).isEqualTo(NONE);

        PolicyFault.CREATED_AGAIN_WITH_A_LOWER_GENERATION.repair(topics);
        awaitOpen(store);
        awaitReady();
        eventually().until(() -> traffic.arrived(during).equals(ONCE));
        assertThat(sent).succeedsWithin(Duration.ofSeconds(60));
        assertThat(traffic.quarantined()).isEqualTo(quarantined);
    }

    @Test
    void shouldLetNothingOfAnOrganizationThroughWhoseEntryIsCorrupt() throws Exception {
        long quarantined = traffic.quarantined();
        topics.send(Topics.POLICY, "acme/policy", new byte[] {0, 0, 1});
        PolicyTopicFixture.awaitUnreadable(store, ACME);
        eventually().until(() -> services.haveUnreadable(1));
        String during = "during-" + NAMES.incrementAndGet();
        try (KafkaPolicyStore fresh = topics.startStore(Optional.of(LEASE))) {
            PolicyTopicFixture.awaitUnreadable(fresh, ACME);
        }

        assertThat(traffic.send(during)).succeedsWithin(Duration.ofSeconds(60));
        eventually().until(() -> traffic.quarantined() == quarantined + 2);

        assertThat(traffic.arrived(during)).isEqualTo(NONE);
        awaitReady();
        long generation = topics.writer().put(draft(ACME, false)).generation();
        PolicyTopicFixture.awaitKnown(store, ACME, false);
        eventually().until(() -> services.haveVerified(generation));
        String after = "after-" + NAMES.incrementAndGet();
        assertThat(traffic.send(after)).succeedsWithin(Duration.ofSeconds(60));
        eventually().until(() -> traffic.arrived(after).equals(ONCE));
        assertThat(traffic.arrived(during)).isEqualTo(NONE);
    }

    /** Otherwise no region could ever open its gates. */
    private static void assertPolicyIsStillCarried() {
        OrganizationId organization = new OrganizationId("carried-" + NAMES.incrementAndGet());
        sourceWriter.put(new PolicyDraft(organization, SOURCE, List.of(), false, false, OrganizationState.ACTIVE));
        eventually()
                .until(() -> topics.records(Topics.mirror(SOURCE, Topics.POLICY)).stream()
                        .anyMatch(found -> new String(found.key(), StandardCharsets.UTF_8)
                                .equals(organization.value() + "/policy")));
    }

    private static void awaitServicesClosed(PolicyFault fault) {
        eventually()
                .alias("closed with " + fault.reason().code())
                .until(() -> services.areClosed(fault.reason().code()));
    }

    private static void awaitReady() {
        eventually()
                .untilAsserted(() ->
                        assertThat(services.areReady()).as(services.health()).isTrue());
    }

    private static void create(EmbeddedKafka kafka, TopicPlan plan) throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            new TopicAdministration(admin).createMissing(plan.topics());
        }
    }
}

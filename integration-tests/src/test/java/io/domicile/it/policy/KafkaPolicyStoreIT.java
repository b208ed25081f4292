package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.BOREALIS;
import static io.domicile.it.policy.PolicyTopicFixture.CYGNUS;
import static io.domicile.it.policy.PolicyTopicFixture.MIRROR;
import static io.domicile.it.policy.PolicyTopicFixture.THERE;
import static io.domicile.it.policy.PolicyTopicFixture.awaitClosed;
import static io.domicile.it.policy.PolicyTopicFixture.awaitKnown;
import static io.domicile.it.policy.PolicyTopicFixture.awaitOpen;
import static io.domicile.it.policy.PolicyTopicFixture.awaitUnreadable;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static io.domicile.it.policy.PolicyTopicFixture.eventually;
import static io.domicile.it.policy.PolicyTopicFixture.lookup;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyListing;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaPolicyStoreIT {

    private static final byte[] GARBAGE = "\0\0garbage".getBytes(StandardCharsets.UTF_8);

    private static EmbeddedKafka kafka;
    private PolicyTopicFixture topics;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void forgetTopics() throws Exception {
        topics = new PolicyTopicFixture(kafka);
        topics.deleteTopics();
    }

    @Test
    void shouldStayClosedOnAnEmptyTopicAndOpenAtItsFirstManifest() {
        topics.createTopic(Topics.POLICY, "compact");
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitClosed(store, GateStatus.Reason.NO_MANIFEST);
            assertThat(store.view()).isEmpty();
            assertThat(store.health().isReady()).isFalse();

            assertThat(topics.writer().bootstrap()).isTrue();

            awaitOpen(store);
            assertThat(lookup(store, ACME)).isEqualTo(PolicyLookup.UNKNOWN);
            assertThat(store.health().isReady()).isTrue();
            assertThat(topics.writer().bootstrap()).isFalse();
        }
    }

    @Test
    void shouldWaitForAMissingTopicAndOpenOnceItIsThere() {
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitClosed(store, GateStatus.Reason.TOPIC_MISSING);

            topics.createTopic(Topics.POLICY, "compact");
            topics.writer().put(draft(ACME, false));

            awaitKnown(store, ACME, false);
        }
    }

    @Test
    void shouldStayClosedWhileTheTopicIsNotCompacted() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        topics.setCleanupPolicy("compact,delete");
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitClosed(store, GateStatus.Reason.TOPIC_NOT_COMPACTED);

            topics.setCleanupPolicy("compact");

            awaitKnown(store, ACME, false);
        }
    }

    @Test
    void shouldShowEveryChangeWithItsEpoch() {
        topics.createTopic(Topics.POLICY, "compact");
        PolicyWriter writer = topics.writer();
        try (KafkaPolicyStore store = topics.startStore()) {
            assertThat(writer.put(draft(ACME, false)).policy().epoch()).isEqualTo(1);
            awaitKnown(store, ACME, false);

            assertThat(writer.strict(ACME, true).policy().epoch()).isEqualTo(2);
            awaitKnown(store, ACME, true);
            assertThat(writer.strict(ACME, true).isChanged()).isFalse();
            assertThat(writer.get(ACME)).isEqualTo(lookup(store, ACME));
            assertThat(topics.meters
                            .get("domicile.policy.generation")
                            .tag("topic", Topics.POLICY)
                            .gauge()
                            .value())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldCloseOnAManifestThatDoesNotMatchAndReopenOnOneThatDoes() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, ACME, false);

            topics.send(Topics.POLICY, "manifest", topics.manifest(2, 7, new byte[32]));

            awaitClosed(store, GateStatus.Reason.MANIFEST_MISMATCH);
            PolicyListing listing = topics.writer().list();
            assertThat(listing.problem()).contains(GateStatus.Reason.MANIFEST_MISMATCH);
            assertThat(topics.writer().adopt(0)).isEqualTo(3);
            awaitKnown(store, ACME, false);
        }
    }

    @Test
    void shouldCloseOnAGenerationBelowTheHighestVerified() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        PolicyWriter writer = topics.writer();
        writer.put(draft(ACME, false));
        List<ConsumerRecord<byte[], byte[]>> first = topics.records(Topics.POLICY);
        writer.put(draft(ACME, true));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, ACME, true);

            for (ConsumerRecord<byte[], byte[]> replayed : first) {
                topics.send(Topics.POLICY, new String(replayed.key(), StandardCharsets.UTF_8), replayed.value());
            }

            awaitClosed(store, GateStatus.Reason.GENERATION_REGRESSED);
            assertThat(writer.list().problem()).contains(GateStatus.Reason.GENERATION_REGRESSED);
            assertThat(writer.put(draft(BOREALIS, true)).isSetBack()).isTrue();
            topics.awaitEntries(2);
            assertThat(store.status()).isEqualTo(new GateStatus.Closed(GateStatus.Reason.GENERATION_REGRESSED));

            assertThat(writer.adopt(0)).isEqualTo(3);
            awaitKnown(store, BOREALIS, true);
        }
    }

    @Test
    void shouldDenyOnlyTheOrganizationWhoseEntryIsGarbageUntilItIsPutAgain() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        PolicyWriter writer = topics.writer();
        writer.put(draft(ACME, false));
        writer.put(draft(BOREALIS, true));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, ACME, false);

            topics.send(Topics.POLICY, "acme/policy", GARBAGE);

            awaitUnreadable(store, ACME);
            assertThat(store.status()).isEqualTo(GateStatus.OPEN);
            assertThat(lookup(store, BOREALIS)).isInstanceOf(PolicyLookup.Known.class);
            assertThat(writer.put(draft(CYGNUS, false)).isChanged()).isTrue();
            awaitKnown(store, CYGNUS, false);
            assertThat(lookup(store, ACME)).isEqualTo(PolicyLookup.UNREADABLE);
            assertThat(writer.put(draft(ACME, true)).policy().epoch()).isGreaterThan(1);
            awaitKnown(store, ACME, true);
        }
    }

    @Test
    void shouldDenyAnOrganizationWhoseEntryWasDeleted() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        topics.send(Topics.POLICY, "acme/policy", null);
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitUnreadable(store, ACME);
            assertThat(topics.writer().list().unreadable()).containsExactly(ACME);
        }
    }

    @Test
    void shouldKeepTheLastSnapshotWhileTheBrokerIsAwayAndGoOnAfterwards() {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, ACME, false);

            kafka.stop();
            try {
                assertThat(lookup(store, ACME)).isInstanceOf(PolicyLookup.Known.class);
            } finally {
                kafka.start();
            }

            topics.writer().put(draft(ACME, true));
            awaitKnown(store, ACME, true);
        }
    }

    @Test
    void shouldStartWhileTheBrokerIsAway() {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        kafka.stop();
        KafkaPolicyStore store = topics.startStore();
        try (store) {
            assertThat(store.status()).isEqualTo(new GateStatus.Closed(GateStatus.Reason.LOADING));
            kafka.start();
            awaitKnown(store, ACME, false);
        } finally {
            if (!kafka.isRunning()) {
                kafka.start();
            }
        }
        assertThat(store.status()).isEqualTo(new GateStatus.Closed(GateStatus.Reason.STOPPED));
    }

    @Test
    void shouldNeverShowStalePolicyOfATopicCreatedAgain() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        PolicyWriter writer = topics.writer();
        writer.put(draft(ACME, false));
        writer.put(draft(BOREALIS, false));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, BOREALIS, false);
            eventually().until(() -> "1 eu-west=2".equals(topics.remembered()));

            topics.deleteTopic(Topics.POLICY);
            topics.createTopic(Topics.POLICY, "compact");
            for (int change = 0; change < 4; change++) {
                writer.put(draft(ACME, change % 2 == 0));
            }
            writer.put(draft(CYGNUS, true));
            awaitClosed(store, GateStatus.Reason.GENERATION_REGRESSED);
            topics.awaitEntries(2);
            assertThat(store.view()).isEmpty();
            writer.adopt(0);

            awaitKnown(store, CYGNUS, true);
            assertThat(lookup(store, BOREALIS)).isEqualTo(PolicyLookup.UNKNOWN);
            assertThat(lookup(store, ACME))
                    .isInstanceOfSatisfying(
                            PolicyLookup.Known.class,
                            known -> assertThat(known.policy().epoch()).isEqualTo(4));
        }
    }

    @Test
    void shouldOpenOnlyAfterEachMirrorWasVerifiedOnceAndThenKeepWhatItKnows() throws Exception {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        try (KafkaPolicyStore store = topics.startStore(THERE)) {
            awaitClosed(store, GateStatus.Reason.MIRROR_NOT_VERIFIED);

            mirrorPolicyOfCygnus();
            awaitOpen(store);
            assertThat(lookup(store, CYGNUS)).isInstanceOf(PolicyLookup.Known.class);

            topics.send(MIRROR, "manifest", topics.manifest(9, 5, new byte[32]));
            topics.send(MIRROR, "dunes/policy", GARBAGE);
            awaitUnreadable(store, new OrganizationId("dunes"));
            assertThat(lookup(store, CYGNUS)).isInstanceOf(PolicyLookup.Known.class);

            topics.deleteTopic(MIRROR);
            topics.writer().put(draft(ACME, true));
            awaitKnown(store, ACME, true);
            assertThat(lookup(store, CYGNUS)).isInstanceOf(PolicyLookup.Known.class);
        }
    }

    @Test
    void shouldWaitForTheRegistryRatherThanCallAnEntryUnreadable() {
        topics.createTopic(Topics.POLICY, "compact");
        topics.writer().put(draft(ACME, false));
        topics.registry.failWith(SchemaRegistryException.Kind.UNAVAILABLE);
        try (KafkaPolicyStore store = topics.startStore()) {
            long asked = topics.registry.questions();
            eventually().until(() -> topics.registry.questions() > asked + 2);
            assertThat(store.status()).isEqualTo(new GateStatus.Closed(GateStatus.Reason.LOADING));

            topics.registry.recover();

            awaitKnown(store, ACME, false);
        }
    }

    /** Writes what a link would: us-east's policy topic, with cygnus at home there, into its mirror. */
    private void mirrorPolicyOfCygnus() throws Exception {
        try (EmbeddedKafka source = EmbeddedKafka.start(KafkaOptions.defaults())) {
            PolicyTopicFixture remote = new PolicyTopicFixture(source);
            remote.createTopic(Topics.POLICY, "compact");
            new PolicyWriter(THERE, remote.settings(), topics.registry, Catalogues.builtIn())
                    .put(new PolicyDraft(CYGNUS, THERE, List.of(), false, false, OrganizationState.ACTIVE));
            topics.createTopic(MIRROR, "compact");
            for (ConsumerRecord<byte[], byte[]> copied : remote.records(Topics.POLICY)) {
                topics.send(MIRROR, new String(copied.key(), StandardCharsets.UTF_8), copied.value());
            }
        }
    }
}

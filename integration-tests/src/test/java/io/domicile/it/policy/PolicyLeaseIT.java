package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.CYGNUS;
import static io.domicile.it.policy.PolicyTopicFixture.HERE;
import static io.domicile.it.policy.PolicyTopicFixture.MIRROR;
import static io.domicile.it.policy.PolicyTopicFixture.THERE;
import static io.domicile.it.policy.PolicyTopicFixture.awaitClosed;
import static io.domicile.it.policy.PolicyTopicFixture.awaitKnown;
import static io.domicile.it.policy.PolicyTopicFixture.awaitOpen;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static io.domicile.it.policy.PolicyTopicFixture.eventually;
import static io.domicile.it.policy.PolicyTopicFixture.lookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.policy.AtHomeElsewhereException;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyChange;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyHeartbeats;
import io.domicile.kit.policy.PolicyTopicInconsistentException;
import io.domicile.kit.policy.PolicyWriteException;
import io.domicile.kit.policy.PutTerms;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two regions' policy topics, their mirrors, leases and memories do to a store. */
class PolicyLeaseIT {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration LONG_LEASE = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final String MIRROR_OF_HERE = Topics.mirror(HERE, Topics.POLICY);

    private static EmbeddedKafka kafka;
    private static EmbeddedKafka remoteKafka;
    private PolicyTopicFixture here;
    private PolicyTopicFixture there;

    @BeforeAll
    static void startBrokers() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        remoteKafka = EmbeddedKafka.start(KafkaOptions.defaults());
    }

    @AfterAll
    static void stopBrokers() {
        kafka.close();
        remoteKafka.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        here = new PolicyTopicFixture(kafka);
        there = new PolicyTopicFixture(remoteKafka, here.registry);
        here.deleteTopics();
        there.deleteTopics();
        there.deleteTopic(MIRROR_OF_HERE);
        here.createTopic(Topics.POLICY, "compact");
        here.createTopic(MIRROR, "compact");
        there.createTopic(Topics.POLICY, "compact");
        there.createTopic(MIRROR_OF_HERE, "compact");
    }

    @Test
    void shouldCloseWithItsLeaseAndOpenByItselfAtTheNextHeartbeatButNotAtAnOldOne() throws Exception {
        here.writer().put(draft(ACME, false));
        try (PolicyHeartbeats old = here.heartbeats(HERE, INTERVAL)) {
            eventually().ignoreExceptionsInstanceOf(PolicyWriteException.class).until(() -> {
                old.beat();
                return true;
            });
        }
        try (KafkaPolicyStore store = here.startStore(Optional.of(LEASE))) {
            awaitClosed(store, GateStatus.Reason.LEASE_EXPIRED);
            try (Heart heart = here.startHeart(INTERVAL)) {
                awaitOpen(store);

                heart.pause();
                awaitClosed(store, GateStatus.Reason.LEASE_EXPIRED);
                assertThat(store.view()).isEmpty();
                assertThat(store.health().notReady()).containsExactly("policy gate closed: lease-expired");

                heart.resume();
                awaitKnown(store, ACME, false);
                here.writer().strict(ACME, true);
                awaitKnown(store, ACME, true);
            }
        }
    }

    @Test
    void shouldEndItsSnapshotWithTheLeaseWhileTheBrokerIsAway() {
        here.writer().put(draft(ACME, false));
        try (KafkaPolicyStore store = here.startStore(Optional.of(LEASE));
                Heart heart = here.startHeart(INTERVAL)) {
            awaitOpen(store);

            kafka.stop();
            try {
                awaitClosed(store, GateStatus.Reason.LEASE_EXPIRED);
                assertThat(store.view()).isEmpty();
            } finally {
                kafka.start();
            }

            awaitKnown(store, ACME, false);
            assertThat(heart.missed()).isPositive();
        }
    }

    @Test
    void shouldMakeOnlyOrganizationsOfAStaleMirrorStale() throws Exception {
        here.writer().put(draft(ACME, false));
        there.writer(THERE).put(at(THERE, CYGNUS));
        copy(there, Topics.POLICY, here, MIRROR);
        try (KafkaPolicyStore store = here.startStore(Optional.of(LONG_LEASE), THERE);
                Heart heart = here.startHeart(INTERVAL)) {
            eventually().until(() -> isOnlyCygnusStale(store));

            try (Heart theirs = new Heart(there.heartbeats(THERE, INTERVAL), INTERVAL)) {
                eventually().until(() -> {
                    copy(there, Topics.POLICY, here, MIRROR);
                    return store.view()
                            .filter(view -> view.lookup(CYGNUS) instanceof PolicyLookup.Known)
                            .isPresent();
                });
            }

            eventually().until(() -> isOnlyCygnusStale(store));
        }
    }

    @Test
    void shouldRefuseToBeatOnATopicThatNoGateOpensOn() throws Exception {
        try (PolicyHeartbeats heartbeats = here.heartbeats(HERE, INTERVAL)) {
            assertThatThrownBy(heartbeats::requireConsistent)
                    .isInstanceOf(PolicyTopicInconsistentException.class)
                    .hasMessageContaining("no-manifest");
            here.writer().bootstrap();
            heartbeats.requireConsistent();
        }
    }

    @Test
    void shouldRememberTheHighestGenerationOverARestartAndOpenOnceItIsAdopted() throws Exception {
        here.writer().put(draft(ACME, false));
        here.writer().put(draft(ACME, true));
        try (KafkaPolicyStore store = here.startStore()) {
            awaitKnown(store, ACME, true);
            eventually().until(() -> "1 eu-west=2".equals(here.remembered()));
        }
        here.deleteTopic(Topics.POLICY);
        here.createTopic(Topics.POLICY, "compact");
        here.writer().put(draft(ACME, false));

        try (KafkaPolicyStore store = here.startStore()) {
            awaitClosed(store, GateStatus.Reason.GENERATION_REGRESSED);
            assertThat(here.writer().list().problem()).contains(GateStatus.Reason.GENERATION_REGRESSED);
            assertThat(store.view()).isEmpty();

            assertThat(here.writer().adopt(0)).isEqualTo(3);

            awaitKnown(store, ACME, false);
            eventually().until(() -> "1 eu-west=3".equals(here.remembered()));
        }
        assertThat(here.writer().adopt(50)).isEqualTo(50);
    }

    @Test
    void shouldStayClosedWhileWhatIsRememberedCannotBeRead() throws Exception {
        here.writer().put(draft(ACME, false));
        here.remember("what nobody wrote");
        try (KafkaPolicyStore store = here.startStore()) {
            awaitClosed(store, GateStatus.Reason.GENERATIONS_UNREADABLE);

            here.remember("1 eu-west=1");

            awaitKnown(store, ACME, false);
        }
    }

    @Test
    void shouldMoveAnOrganizationWithoutAMomentInWhichTwoHomesHaveIt() throws Exception {
        PolicyChange first = here.writer().put(draft(ACME, false));
        here.writer().put(draft(ACME, true));
        there.writer(THERE).bootstrap();
        copy(here, Topics.POLICY, there, MIRROR_OF_HERE);
        copy(there, Topics.POLICY, here, MIRROR);
        try (KafkaPolicyStore store = here.startStore(THERE)) {
            awaitKnown(store, ACME, true);
            assertThatThrownBy(() -> there.writer(THERE).put(at(THERE, ACME)))
                    .isInstanceOf(AtHomeElsewhereException.class)
                    .hasMessageContaining("'eu-west'")
                    .hasMessageNotContaining("acme");

            here.writer().release(ACME, THERE);
            eventually().until(() -> lookup(store, ACME).equals(PolicyLookup.UNREADABLE));

            copy(here, Topics.POLICY, there, MIRROR_OF_HERE);
            PolicyChange moved = there.writer(THERE).put(at(THERE, ACME));
            assertThat(moved.policy().epoch()).isEqualTo(first.policy().epoch() + 3);
            copy(there, Topics.POLICY, here, MIRROR);
            eventually().until(() -> lookup(store, ACME).equals(new PolicyLookup.Known(moved.policy())));

            assertThatThrownBy(() -> here.writer().put(draft(ACME, false)))
                    .isInstanceOf(AtHomeElsewhereException.class);
            PolicyChange back = here.writer().put(draft(ACME, false), new PutTerms(true, 0));
            assertThat(back.policy().epoch()).isEqualTo(moved.policy().epoch() + 1);
            eventually().until(() -> lookup(store, ACME).equals(new PolicyLookup.Known(back.policy())));
            assertThat(here.writer().put(draft(ACME, false)).isChanged()).isFalse();
            assertThat(here.writer()
                            .put(draft(ACME, false), new PutTerms(false, 90))
                            .policy()
                            .epoch())
                    .isEqualTo(91);
        }
    }

    private static PolicyDraft at(RegionId home, OrganizationId organization) {
        return new PolicyDraft(organization, home, List.of(), false, false, OrganizationState.ACTIVE);
    }

    /** In one view, which there is only while the gate is open. */
    private static boolean isOnlyCygnusStale(KafkaPolicyStore store) {
        return store.view()
                .filter(view -> view.lookup(CYGNUS).equals(PolicyLookup.STALE)
                        && view.lookup(ACME) instanceof PolicyLookup.Known)
                .isPresent();
    }

    /** What a link does, without the translation of schema ids: both regions have one registry. */
    private static void copy(PolicyTopicFixture from, String topic, PolicyTopicFixture to, String mirror)
            throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = from.records(topic);
        int copied = to.records(mirror).size();
        for (ConsumerRecord<byte[], byte[]> next : records.subList(copied, records.size())) {
            to.send(mirror, new String(next.key(), StandardCharsets.UTF_8), next.value());
        }
    }
}

package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.BOREALIS;
import static io.domicile.it.policy.PolicyTopicFixture.CYGNUS;
import static io.domicile.it.policy.PolicyTopicFixture.awaitClosed;
import static io.domicile.it.policy.PolicyTopicFixture.awaitKnown;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static io.domicile.it.policy.PolicyTopicFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyChange;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyTopicInconsistentException;
import io.domicile.kit.policy.PolicyTopicUnavailableException;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.policy.PutTerms;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of the runbook after a policy topic was restored to an older state: put what is missing, then adopt. */
class PolicySetBackIT {

    private static final OrganizationId LAST = new OrganizationId("last");

    private static EmbeddedKafka kafka;
    private PolicyTopicFixture topics;
    private PolicyWriter writer;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void emptyTopic() throws Exception {
        topics = new PolicyTopicFixture(kafka);
        topics.deleteTopics();
        topics.createTopic(Topics.POLICY, "compact");
        writer = topics.writer();
    }

    @Test
    void shouldStayClosedHoweverMuchIsPutUntilTheTopicIsAdopted() throws Exception {
        writer.put(draft(ACME, false));
        writer.put(draft(BOREALIS, false));
        List<ConsumerRecord<byte[], byte[]>> backup = topics.records(Topics.POLICY);
        writer.strict(ACME, true);
        writer.strict(BOREALIS, true);
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, BOREALIS, true);
            eventually().until(() -> "1 eu-west=4".equals(topics.remembered()));

            restore(backup);
            awaitClosed(store, Reason.GENERATION_REGRESSED);

            long epoch = 1;
            for (boolean isStrict : List.of(true, false, true, false, true)) {
                PolicyChange change = writer.strict(ACME, isStrict);
                assertThat(change.isSetBack()).isTrue();
                assertThat(change.generation()).isEqualTo(2);
                assertThat(change.policy().epoch()).isEqualTo(++epoch);
            }
            PolicyChange same = writer.strict(ACME, true);
            assertThat(same.isChanged()).isFalse();
            assertThat(same.isSetBack()).isTrue();
            assertThat(writer.put(draft(LAST, true)).isSetBack()).isTrue();
            assertAllClosed(store, 3);

            assertThat(writer.strict(BOREALIS, true).isSetBack()).isTrue();
            assertThat(writer.adopt(0)).isEqualTo(5);

            awaitKnown(store, BOREALIS, true);
            awaitKnown(store, LAST, true);
            assertThat(writer.list().problem()).isEmpty();
            PolicyChange next = writer.put(draft(CYGNUS, false));
            assertThat(next.isSetBack()).isFalse();
            assertThat(next.generation()).isEqualTo(6);
            awaitKnown(store, CYGNUS, false);
        }
    }

    @Test
    void shouldStayClosedOnATopicCreatedAgainWhereOnlyOneGenerationIsRemembered() throws Exception {
        writer.put(draft(ACME, true));
        try (KafkaPolicyStore store = topics.startStore()) {
            awaitKnown(store, ACME, true);
            eventually().until(() -> "1 eu-west=1".equals(topics.remembered()));

            restore(List.of());
            assertThat(writer.bootstrap()).isTrue();
            awaitClosed(store, Reason.GENERATION_REGRESSED);
            writer.put(draft(BOREALIS, false), new PutTerms(false, 7));
            writer.put(draft(LAST, true));
            assertAllClosed(store, 2);

            assertThat(writer.adopt(0)).isEqualTo(2);
            awaitKnown(store, LAST, true);
            assertThat(writer.get(BOREALIS))
                    .isInstanceOfSatisfying(
                            PolicyLookup.Known.class,
                            known -> assertThat(known.policy().epoch()).isEqualTo(8));
        }
    }

    @Test
    void shouldWriteNothingWhereWhatIsRememberedCannotBeRead() throws Exception {
        PolicyDraft policy = draft(ACME, false);
        writer.put(policy);
        int before = topics.records(Topics.POLICY).size();
        topics.remember("what nobody wrote");

        assertThatThrownBy(() -> writer.put(draft(BOREALIS, false)))
                .isInstanceOf(PolicyTopicUnavailableException.class)
                .hasMessageContaining("remembered");
        assertThatThrownBy(() -> writer.strict(ACME, true)).isInstanceOf(PolicyTopicUnavailableException.class);
        assertThatThrownBy(() -> writer.adopt(0)).isInstanceOf(PolicyTopicUnavailableException.class);
        assertThat(topics.records(Topics.POLICY)).hasSize(before);

        topics.remember("1 eu-west=1");
        assertThat(writer.put(draft(BOREALIS, false)).generation()).isEqualTo(2);
    }

    /** The store that ran and one that starts now have read everything, and neither believes it. */
    private void assertAllClosed(KafkaPolicyStore store, int entries) throws Exception {
        topics.awaitEntries(entries);
        assertThat(store.status()).isEqualTo(new GateStatus.Closed(Reason.GENERATION_REGRESSED));
        PolicyTopicFixture elsewhere = new PolicyTopicFixture(kafka, topics.registry);
        try (KafkaPolicyStore fresh = elsewhere.startStore()) {
            awaitClosed(fresh, Reason.GENERATION_REGRESSED);
        }
        assertThat(writer.list().problem()).contains(Reason.GENERATION_REGRESSED);
        assertThatThrownBy(topics.heartbeats(PolicyTopicFixture.HERE, Duration.ofSeconds(1))::requireConsistent)
                .isInstanceOf(PolicyTopicInconsistentException.class)
                .hasMessageContaining("generation-regressed");
    }

    private void restore(List<ConsumerRecord<byte[], byte[]>> backup) throws Exception {
        topics.deleteTopic(Topics.POLICY);
        topics.createTopic(Topics.POLICY, "compact");
        for (ConsumerRecord<byte[], byte[]> next : backup) {
            topics.send(Topics.POLICY, new String(next.key(), StandardCharsets.UTF_8), next.value());
        }
    }
}

package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.BOREALIS;
import static io.domicile.it.policy.PolicyTopicFixture.HERE;
import static io.domicile.it.policy.PolicyTopicFixture.THERE;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.kit.policy.PolicyChange;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyListing;
import io.domicile.kit.policy.PolicyTopicInconsistentException;
import io.domicile.kit.policy.PolicyTopicUnavailableException;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.policy.PolicyWriterFencedException;
import io.domicile.kit.policy.UnknownOrganizationException;
import io.domicile.kit.policy.UnreadableEntryException;
import io.domicile.kit.policy.UnsoundPolicyException;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyWriterIT {

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
    void shouldRefuseAnUnsoundPolicyWithEverythingThatIsWrongWithIt() {
        PolicyDraft unsound = new PolicyDraft(
                ACME, THERE, List.of(HERE, HERE, new RegionId("mars-north")), false, false, OrganizationState.ACTIVE);

        UnsoundPolicyException refusal = catchThrowableOfType(UnsoundPolicyException.class, () -> writer.put(unsound));

        assertThat(refusal.problems())
                .anyMatch(problem -> problem.contains("not this region"))
                .anyMatch(problem -> problem.contains("mars-north"))
                .anyMatch(problem -> problem.contains("listed twice"))
                .anyMatch(problem -> problem.contains("outside the home's jurisdiction"));
        assertThat(refusal).hasMessageNotContaining("acme");
        assertThat(topics.records(Topics.POLICY)).isEmpty();
    }

    @Test
    void shouldNameAMissingTopicAndOneThatIsNotCompacted() throws Exception {
        topics.deleteTopic(Topics.POLICY);
        assertThatThrownBy(() -> writer.put(draft(ACME, false)))
                .isInstanceOf(PolicyTopicUnavailableException.class)
                .hasMessageContaining("'residency.policy' does not exist");

        topics.createTopic(Topics.POLICY, "delete");
        assertThatThrownBy(writer::bootstrap)
                .isInstanceOf(PolicyTopicUnavailableException.class)
                .hasMessageContaining("not compacted");
    }

    @Test
    void shouldNotWriteOverATopicThatDoesNotMatchItsManifestUntilItIsAdopted() throws Exception {
        writer.put(draft(ACME, false));
        topics.send(Topics.POLICY, "manifest", topics.manifest(2, 0, new byte[32]));

        assertThatThrownBy(() -> writer.put(draft(BOREALIS, true)))
                .isInstanceOf(PolicyTopicInconsistentException.class)
                .hasMessageContaining("manifest-mismatch");

        assertThat(writer.adopt(0)).isEqualTo(3);
        assertThat(writer.put(draft(BOREALIS, true)).generation()).isEqualTo(4);
        assertThat(writer.list().problem()).isEmpty();
    }

    @Test
    void shouldSwitchStrictOnlyOfAnOrganizationItCanRead() throws Exception {
        writer.bootstrap();
        assertThatThrownBy(() -> writer.strict(ACME, true)).isInstanceOf(UnknownOrganizationException.class);
        writer.put(draft(ACME, false));
        topics.send(Topics.POLICY, "acme/policy", null);

        assertThatThrownBy(() -> writer.strict(ACME, true))
                .isInstanceOf(UnreadableEntryException.class)
                .hasMessageNotContaining("acme");
        assertThat(writer.get(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(writer.get(BOREALIS)).isEqualTo(PolicyLookup.UNKNOWN);
    }

    @Test
    void shouldShowAChangeAtOnceToWhoReadsAfterIt() {
        for (int change = 0; change < 5; change++) {
            long generation = writer.put(draft(ACME, change % 2 == 0)).generation();

            assertThat(writer.list().generation()).isEqualTo(generation);
        }
    }

    @Test
    void shouldCountUnreadableEntriesOfOthers() throws Exception {
        writer.put(draft(ACME, false));
        topics.send(Topics.POLICY, "borealis/policy", new byte[] {1, 2, 3});

        writer.put(draft(ACME, true));

        PolicyListing listing = writer.list();
        assertThat(listing.problem()).isEmpty();
        assertThat(listing.unreadable()).containsExactly(BOREALIS);
        assertThat(listing.policies()).hasSize(1);
    }

    @Test
    void shouldLoseNoChangeThatConcurrentWritersReportAsWritten() throws Exception {
        int changesEach = 8;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Written> first = threads.submit(puts(ACME, changesEach));
            Future<Written> second = threads.submit(puts(BOREALIS, changesEach));
            int confirmed = first.get(180, TimeUnit.SECONDS).confirmed()
                    + second.get(180, TimeUnit.SECONDS).confirmed();
            int unconfirmed = first.get().unconfirmed() + second.get().unconfirmed();
            writer.bootstrap();

            PolicyListing listing = writer.list();
            assertThat(listing.problem()).isEmpty();
            long epochs = listing.policies().stream()
                    .mapToLong(policy -> policy.epoch())
                    .sum();
            assertThat(epochs).isBetween((long) confirmed, (long) confirmed + unconfirmed);
            assertThat(listing.generation()).isEqualTo(Math.max(1, epochs));
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many changes were reported as written, and of how many the brokers' answer left it open. */
    private record Written(int confirmed, int unconfirmed) {}

    /**
     * Makes changes, each unlike the one before. Brokers sometimes answer a commit that meets another writer's beginning
     * with an internal error, and the writer then does not claim to know; or they do not answer in time.
     */
    private Callable<Written> puts(OrganizationId organization, int changes) {
        return () -> {
            int confirmed = 0;
            int unconfirmed = 0;
            for (int change = 0; change < changes; ) {
                OrganizationState state = change % 2 == 0 ? OrganizationState.ACTIVE : OrganizationState.SUSPENDED;
                try {
                    PolicyChange written =
                            topics.writer().put(new PolicyDraft(organization, HERE, List.of(), false, false, state));
                    confirmed += written.isChanged() ? 1 : 0;
                    change++;
                } catch (PolicyWriterFencedException fenced) {
                    assertThat(fenced).hasMessageContaining("nothing was written");
                    change++;
                } catch (PolicyTopicUnavailableException open) {
                    // Tried again: where it was written nevertheless, that changes nothing
                    unconfirmed++;
                }
            }
            return new Written(confirmed, unconfirmed);
        };
    }
}

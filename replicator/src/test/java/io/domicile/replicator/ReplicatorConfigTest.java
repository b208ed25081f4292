package io.domicile.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.config.Configurations;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.residency.DataClass;
import io.domicile.residency.link.LinkTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicatorConfigTest {

    @Test
    void shouldHaveDefaultsForAllButWhatOnlyAnOperatorKnows() {
        // when
        ReplicatorConfig config = read(Map.of());

        // then
        assertThat(config.link().epoch()).isEqualTo(1);
        assertThat(config.policy().catchUpWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.mirror().replicationFactor()).isEqualTo((short) 3);
        assertThat(config.mirror().retention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.lag().sampleInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.lag().objectives().standard()).isEqualTo(Duration.ofHours(1));
        assertThat(config.lag().objectives().premium()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.admin().token()).isEmpty();
        assertThat(config.groups().enabled()).isTrue();
        assertThat(config.groups().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.groups().include()).isEqualTo(".*");
        assertThat(config.groups().exclude()).hasValue("console-consumer-.*|domicile-.*|__.*");
        assertThat(config.groups().mirrorMakerTopics()).isTrue();
        assertThat(config.limits().threads()).isEqualTo(4);
        assertThat(config.limits().transactionRecords()).isEqualTo(10_000);
        assertThat(config.limits().transactionTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.limits().idleProducer()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.limits().positionInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.limits().surveyInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void shouldTakeEveryKeyAsGiven() {
        // when
        ReplicatorConfig config = read(Map.ofEntries(
                Map.entry("link.epoch", "7"),
                Map.entry("policy.catch-up-wait", "2s"),
                Map.entry("mirror.replication-factor", "2"),
                Map.entry("mirror.retention", "1d"),
                Map.entry("lag.sample-interval", "3s"),
                Map.entry("lag.objectives.standard", "2h"),
                Map.entry("lag.objectives.premium", "5m"),
                Map.entry("admin.token", "0123456789abcdef"),
                Map.entry("groups.enabled", "false"),
                Map.entry("groups.interval", "7s"),
                Map.entry("groups.include", "billing|search-.*"),
                Map.entry("groups.exclude", ""),
                Map.entry("groups.mirror-maker-topics", "false"),
                Map.entry("limits.threads", "9"),
                Map.entry("limits.transaction-records", "500"),
                Map.entry("limits.transaction-timeout", "40s"),
                Map.entry("limits.idle-producer", "5m"),
                Map.entry("limits.position-interval", "9s"),
                Map.entry("limits.survey-interval", "8s"),
                Map.entry("limits.request-timeout", "20s")));

        // then
        assertThat(config.link().source()).isEqualTo("eu-west");
        assertThat(config.link().target()).isEqualTo("eu-central");
        assertThat(config.link().epoch()).isEqualTo(7);
        assertThat(config.source().kafka()).containsEntry("bootstrap.servers", "west:9092");
        assertThat(config.target().registry().urls()).containsExactly("http://central:8081");
        assertThat(config.policy().catchUpWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.mirror().replicationFactor()).isEqualTo((short) 2);
        assertThat(config.mirror().retention()).isEqualTo(Duration.ofDays(1));
        assertThat(config.lag().sampleInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.lag().objectives().standard()).isEqualTo(Duration.ofHours(2));
        assertThat(config.lag().objectives().premium()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.admin().token()).contains("0123456789abcdef");
        assertThat(config.groups().enabled()).isFalse();
        assertThat(config.groups().interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.groups().include()).isEqualTo("billing|search-.*");
        assertThat(config.groups().exclude()).isEmpty();
        assertThat(config.groups().mirrorMakerTopics()).isFalse();
        assertThat(config.limits().threads()).isEqualTo(9);
        assertThat(config.limits().transactionRecords()).isEqualTo(500);
        assertThat(config.limits().transactionTimeout()).isEqualTo(Duration.ofSeconds(40));
        assertThat(config.limits().idleProducer()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.limits().positionInterval()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.limits().surveyInterval()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        assertThatThrownBy(() -> read(Map.ofEntries(
                        Map.entry("link.target", "eu-west"),
                        Map.entry("policy.mirrors[0]", "us-east"),
                        Map.entry("limits.threads", "0"),
                        Map.entry("groups.include", "("),
                        Map.entry("groups.interval", "1ms"),
                        Map.entry("limits.transaction-timeout", "1s"),
                        Map.entry("mirror.replication-factor", "0"),
                        Map.entry("admin.token", "brief"),
                        Map.entry("lag.objectives.premium", "1ms"),
                        Map.entry("gaps.telemetry", "accept"),
                        Map.entry("gaps.role-definitions", "ignore"),
                        Map.entry("audit.hmac-key", "c2hvcnQ="))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("replicator.link")
                .hasMessageContaining("replicator.policy.mirrors")
                .hasMessageContaining("replicator.limits.threads")
                .hasMessageContaining("replicator.groups.include")
                .hasMessageContaining("replicator.groups.interval")
                .hasMessageContaining("replicator.limits.transaction-timeout")
                .hasMessageContaining("replicator.mirror.replication-factor")
                .hasMessageContaining("replicator.admin.token")
                .hasMessageNotContaining("brief")
                .hasMessageContaining("replicator.lag.objectives.premium")
                .hasMessageContaining("replicator.gaps.telemetry")
                .hasMessageContaining("replicator.gaps.role-definitions")
                .hasMessageContaining("replicator.audit.hmac-key");
    }

    @Test
    void shouldAnswerGapsAsItIsToldAndHaltAtThoseOfThePolicyWhateverItIsTold() {
        // when
        GapAnswers answers = GapConfig.answers(read(Map.of(
                        "gaps.default", "resync",
                        "gaps.user-credentials", "halt",
                        "gaps.forward", "accept"))
                .gaps());

        // then
        assertThat(answers.of(new LinkTopic.Egress(DataClass.ROLE_DEFINITIONS))).isEqualTo(GapAnswer.RESYNC);
        assertThat(answers.of(new LinkTopic.Egress(DataClass.USER_CREDENTIALS))).isEqualTo(GapAnswer.HALT);
        assertThat(answers.of(new LinkTopic.Forward())).isEqualTo(GapAnswer.ACCEPT);
        assertThat(answers.of(new LinkTopic.Policy())).isEqualTo(GapAnswer.HALT);
    }

    @Test
    void shouldHaltAtGapsUnlessItIsTold() {
        // when
        GapAnswers answers = GapConfig.answers(read(Map.of()).gaps());

        // then
        assertThat(DataClass.replicated())
                .allSatisfy(each ->
                        assertThat(answers.of(new LinkTopic.Egress(each))).isEqualTo(GapAnswer.HALT));
        assertThat(answers.of(new LinkTopic.Forward())).isEqualTo(GapAnswer.HALT);
    }

    @Test
    void shouldNotCopyAnewWhatIsNotCompacted() {
        assertThatThrownBy(() -> read(Map.of("gaps.default", "resync")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("replicator.gaps.forward");
    }

    @Test
    void shouldReadTheDocumentedExample() {
        // given
        Path example = Path.of(System.getProperty("domicile.root"), "docs", "examples", "replicator.yaml");

        // when
        ReplicatorConfig config = Configurations.load(
                ReplicatorConfig.class,
                example,
                Map.of(),
                (read, problems) -> ReplicatorConfigChecks.check(read, Fixtures.CATALOGUE, problems));

        // then
        assertThat(config.link().source()).isNotEqualTo(config.link().target());
    }

    private static ReplicatorConfig read(Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>();
        properties.put("replicator.link.source", "eu-west");
        properties.put("replicator.link.target", "eu-central");
        properties.put("replicator.source.kafka.bootstrap.servers", "west:9092");
        properties.put("replicator.source.registry.urls[0]", "http://west:8081");
        properties.put("replicator.target.kafka.bootstrap.servers", "central:9092");
        properties.put("replicator.target.registry.urls[0]", "http://central:8081");
        properties.put("replicator.policy.mirrors[0]", "eu-west");
        properties.put("replicator.audit.hmac-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        overrides.forEach((key, value) -> properties.put("replicator." + key, value));
        return Configurations.fromProperties(
                ReplicatorConfig.class,
                properties,
                (config, problems) -> ReplicatorConfigChecks.check(config, Fixtures.CATALOGUE, problems));
    }
}

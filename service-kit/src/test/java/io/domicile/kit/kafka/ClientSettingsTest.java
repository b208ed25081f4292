package io.domicile.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.config.Problems;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

    @Test
    void shouldPutPassThroughOverDefaultsAndForcedOverBoth() {
        ClientSettings settings = settings(Map.of("bootstrap.servers", "b:1", "fetch.max.bytes", "7"));

        Map<String, Object> consumer = settings.consumer(
                "router eu-west",
                Map.of("fetch.max.bytes", 1, "max.poll.records", 5),
                Map.of("isolation.level", "read_committed"));

        assertThat(consumer)
                .containsOnly(
                        Map.entry("bootstrap.servers", "b:1"),
                        Map.entry("fetch.max.bytes", "7"),
                        Map.entry("max.poll.records", 5),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("client.id", "router eu-west"));
    }

    @Test
    void shouldNameTheKeyWhereTheConfigurationContradictsWhatMustBe() {
        ClientSettings settings = settings(Map.of("acks", "1", "enable.idempotence", "false", "client.id", "mine"));

        assertThatThrownBy(() -> settings.producer("us", Map.of(), Map.of("acks", "all", "enable.idempotence", true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("hub.kafka.acks: is set by Domicile to 'all' and cannot be another value")
                .hasMessageContaining("hub.kafka.enable.idempotence: is set by Domicile to 'true'")
                .hasMessageContaining("hub.kafka.client.id: is set by Domicile");
    }

    @Test
    void shouldAcceptAnotherSpellingOfWhatMustBe() {
        ClientSettings settings = settings(Map.of("acks", "-1", "enable.idempotence", "TRUE"));

        assertThat(settings.producer("p", Map.of(), Map.of("acks", "all", "enable.idempotence", true)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldGiveEachClientOnlyWhatItKnows() {
        ClientSettings settings = settings(Map.of(
                "bootstrap.servers", "b:1",
                "security.protocol", "SSL",
                "linger.ms", "7",
                "consumer.max.poll.records", "9",
                "producer.security.protocol", "PLAINTEXT"));

        assertThat(settings.consumer("c", Map.of(), Map.of()))
                .containsOnlyKeys("bootstrap.servers", "security.protocol", "max.poll.records", "client.id");
        assertThat(settings.producer("p", Map.of(), Map.of()))
                .containsOnlyKeys("bootstrap.servers", "security.protocol", "linger.ms", "client.id")
                .containsEntry("security.protocol", "PLAINTEXT");
        assertThat(settings.admin("a")).containsOnlyKeys("bootstrap.servers", "security.protocol", "client.id");
        assertThat(settings.common()).containsOnlyKeys("bootstrap.servers", "security.protocol", "linger.ms");
    }

    @Test
    void shouldReportMissingServersAndNamesNobodyKnows() {
        Problems problems = new Problems("test");

        settings(Map.of("bootstap.servers", "b:1", "consumer.fetch.max.bytes", "1", "num.stream.threads", "2"))
                .check(problems);

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, problems::throwIfAny);
        assertThat(thrown.problems())
                .extracting(ConfigurationException.Problem::toString)
                .containsExactlyInAnyOrder(
                        "hub.kafka.bootstrap.servers: required, but not set",
                        "hub.kafka.bootstap.servers: no Kafka client knows this setting; did you mean"
                                + " bootstrap.servers?",
                        "hub.kafka.num.stream.threads: no Kafka client knows this setting");
    }

    @Test
    void shouldAcceptFurtherNamesAServiceKnows() {
        Problems problems = new Problems("test");

        ClientSettings.of(
                        "router.kafka",
                        Map.of("bootstrap.servers", "b:1", "num.stream.threads", "2"),
                        Set.of("num.stream.threads"))
                .check(problems);

        assertThat(problems.isEmpty()).isTrue();
    }

    private static ClientSettings settings(Map<String, String> passThrough) {
        return ClientSettings.of("hub.kafka", passThrough);
    }
}

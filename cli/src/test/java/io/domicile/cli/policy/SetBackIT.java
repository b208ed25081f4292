package io.domicile.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.domicile.cli.CommandRun;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.registry.RegistryProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the policy commands say while the region's services remember more than its policy topic tells of. */
class SetBackIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static EmbeddedKafka kafka;
    private static RegistryProcess registry;

    @BeforeAll
    static void startRegion() {
        registry = RegistryProcess.start();
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        CommandRun created =
                run("topics", "create", "--region", "eu-west", "--partitions", "1", "--replication-factor", "1");
        assertThat(created.status()).as(created.err() + created.out()).isZero();
    }

    @AfterAll
    static void stopRegion() {
        if (kafka != null) {
            kafka.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void shouldEnforceNothingOnATopicThatWasSetBackUntilItIsAdopted() throws Exception {
        CommandRun put = policy("put", "acme", "--home", "eu-west");
        assertThat(put.status()).as(put.err()).isZero();
        assertThat(json(put).has("set_back")).isFalse();
        remember("1 eu-west=40");

        CommandRun off = policy("put", "acme", "--home", "eu-west", "--state", "suspended");
        CommandRun on = policy("strict", "on", "acme", "--wait", "500ms");
        CommandRun again = policy("strict", "on", "acme", "--wait", "500ms");
        CommandRun listed = policy("list");

        assertThat(off.status()).as(off.err()).isZero();
        assertThat(json(off).path("set_back").asBoolean()).isTrue();
        assertThat(off.err()).contains("policy adopt").doesNotContain("acme");
        for (CommandRun run : List.of(on, again)) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(json(run).path("strict").asBoolean()).isTrue();
            assertThat(json(run).path("set_back").asBoolean()).isTrue();
            assertThat(json(run).path("generation")).isEqualTo(json(put).path("generation"));
            assertThat(json(run).path("epoch").asLong()).isEqualTo(3);
            assertThat(json(run).has("enforced_at")).isFalse();
            assertThat(run.err()).contains("policy adopt");
        }
        assertThat(listed.status()).isEqualTo(1);
        assertThat(listed.err()).contains("generation-regressed");

        assertThat(policy("adopt").out()).contains("adopted as generation 41");

        CommandRun adopted = policy("strict", "on", "acme", "--wait", "60s");
        assertThat(adopted.status()).as(adopted.out() + adopted.err()).isZero();
        assertThat(json(adopted).has("set_back")).isFalse();
        assertThat(json(adopted).path("enforced_at").asText()).isNotEmpty();
        assertThat(policy("list").status()).isZero();
    }

    /** As the region's services do. */
    private static void remember(String text) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(
                            "domicile-generations-eu-west",
                            Map.of(new TopicPartition("residency.acks", 0), new OffsetAndMetadata(0, text)))
                    .all()
                    .get();
        }
    }

    private static CommandRun policy(String what, String... more) {
        List<String> arguments = new ArrayList<>(List.of("policy", what, "--region", "eu-west"));
        arguments.addAll(List.of("--registry-url", registry.url()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private static CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return JSON.readTree(run.out());
    }
}

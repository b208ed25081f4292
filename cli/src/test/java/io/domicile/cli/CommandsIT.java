package io.domicile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.registry.RegistryProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator types them, one after the other, against one region. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROLE =
            "{\"permissions\":[\"dashboards:read\"],\"updated_at\":\"2026-01-06T10:00:00Z\"}";

    private static EmbeddedKafka kafka;
    private static RegistryProcess registry;

    @TempDir
    Path folder;

    @BeforeAll
    static void startRegion() {
        registry = RegistryProcess.start();
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        CommandRun created = topics("create");
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
    void shouldCreateTopicsOnceAndFindThemAsPlanned() {
        CommandRun again = topics("create");
        CommandRun described = topics("describe");

        assertThat(again.status()).isZero();
        assertThat(again.outLines()).last().asString().contains(" 0 created, 0 deviations");
        assertThat(described.status()).isZero();
        assertThat(described.out())
                .contains("ingress.telemetry: partitions=2 ")
                .contains("egress.user-credentials: partitions=2 ")
                .contains("forward.us-east: ")
                .contains("us-east.forward.eu-west: partitions=4 ")
                .contains("eu-central.residency.policy: partitions=1 ")
                .doesNotContain("eu-west.egress");
    }

    @Test
    void shouldTellTopicsThatAreNotAsPlanned() {
        CommandRun other = run(
                "topics",
                "describe",
                "--region",
                "eu-west",
                "--partitions",
                "3",
                "--replication-factor",
                "1",
                "--other-region",
                "ap-northeast");

        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out())
                .contains("topic 'ingress.telemetry': partitions is 2, expected 3")
                .contains("topic 'forward.ap-northeast' is missing");
    }

    @Test
    @Order(1)
    void shouldWriteAndReadPolicy() throws IOException {
        CommandRun empty = policy("list");
        policy("bootstrap");
        CommandRun put = policy("put", "acme", "--home", "eu-west", "--standby", "eu-central");
        CommandRun same = policy("put", "acme", "--home", "eu-west", "--standby", "eu-central");
        CommandRun strict = policy("strict", "on", "acme", "--wait", "5s");
        CommandRun members = policy("members");
        CommandRun got = policy("get", "acme");
        CommandRun listed = policy("list");

        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("no-manifest");
        assertThat(put.status()).as(put.err()).isZero();
        assertThat(json(put).path("strict").asBoolean()).isFalse();
        assertThat(json(put).path("standbys").path(0).asText()).isEqualTo("eu-central");
        assertThat(json(same).path("epoch")).isEqualTo(json(put).path("epoch"));
        assertThat(json(strict).path("strict").asBoolean()).isTrue();
        assertThat(json(strict).path("epoch").asLong())
                .isEqualTo(json(put).path("epoch").asLong() + 1);
        assertThat(strict.status()).isEqualTo(1);
        assertThat(json(strict).path("enforced_at").asText()).isNotEmpty();
        assertThat(json(strict).path("tombstoned_at").isNull()).isTrue();
        assertThat(json(strict).path("waiting_for").path(0).asText())
                .isEqualTo("link/eu-central/egress.api-key-metadata-0");
        assertThat(members.status()).as(members.err()).isZero();
        assertThat(members.out()).isEmpty();
        assertThat(json(got).path("strict").asBoolean()).isTrue();
        assertThat(listed.outLines()).containsExactly(got.out().strip());
    }

    @Test
    @Order(2)
    void shouldRefuseAPolicyThatIsNotSound() {
        CommandRun outside = policy("put", "borealis", "--home", "eu-west", "--standby", "us-east");
        CommandRun elsewhere = policy("put", "borealis", "--home", "us-east");
        CommandRun unknown = policy("get", "borealis");
        CommandRun strict = policy("strict", "off", "borealis");

        for (CommandRun run : List.of(outside, elsewhere, unknown, strict)) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("domicile policy")
                    .doesNotContain("borealis");
        }
        assertThat(outside.err()).contains("cross_jurisdiction_standby");
    }

    @Test
    @Order(3)
    void shouldWriteRecordsAndPrintThem() throws IOException {
        Path file = Files.writeString(folder.resolve("role.json"), ROLE);

        CommandRun first = put("role-definitions", "viewer", "--json", ROLE);
        CommandRun second = put("role-definitions", "editor", "--file", file.toString());
        CommandRun third = put("role-definitions", "viewer", "--tombstone");
        CommandRun tail = run(
                "record",
                "tail",
                "--topic",
                "ingress.role-definitions",
                "--from-beginning",
                "--until-end",
                "--registry-url",
                registry.url());

        assertThat(first.out()).as(first.err()).matches("topic=ingress\\.role-definitions partition=\\d offset=0\\R");
        assertThat(List.of(first.status(), second.status(), third.status(), tail.status()))
                .containsOnly(0);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : tail.outLines()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).hasSize(3);
        List<JsonNode> viewer = lines.stream()
                .filter(line -> line.path("key").asText().equals("acme/viewer"))
                .toList();
        assertThat(viewer.get(0).path("value").path("permissions").path(0).asText())
                .isEqualTo("dashboards:read");
        assertThat(viewer.get(0).path("headers")).isEmpty();
        assertThat(viewer.get(1).path("value").isNull()).isTrue();
        assertThat(viewer.get(1).path("bytes").isNull()).isTrue();
    }

    @Test
    @Order(4)
    void shouldPrintAsManyRecordsAsAskedAndLeaveFramesAloneWithoutARegistry() throws IOException {
        put("telemetry", "dev-7", "--json", "{\"readings\":{\"temperature\":21.5}}");

        CommandRun tail = run("record", "tail", "--topic", "ingress.telemetry", "--from-beginning", "--count", "1");

        JsonNode line = JSON.readTree(tail.out());
        assertThat(line.path("value").isNull()).isTrue();
        assertThat(line.path("bytes").asInt()).isPositive();
        assertThat(line.path("headers").path(0).path("name").asText()).isEqualTo("content-type");
        assertThat(line.path("headers").path(0).path("value").asText()).isEqualTo("application/vnd.confluent.avro");
    }

    @Test
    void shouldTellThatThereIsNoSuchTopic() {
        CommandRun tail = run("record", "tail", "--topic", "no.such.topic", "--count", "1");

        assertThat(tail.status()).isEqualTo(2);
        assertThat(tail.errLines()).singleElement().asString().contains("no.such.topic");
    }

    @Test
    @Order(5)
    void shouldFindWhatWasWrittenInTheBytesOfTheBroker() {
        put("telemetry", "dev-8", "--json", "{\"readings\":{\"note\":\"planted-8f3a1c\"}}");
        String directory = "eu-west=" + kafka.logDirectory();

        CommandRun leak = CommandRun.of("verify", "leaks", "--log-dir", directory, "--mark", "planted-8f3a1c");
        CommandRun allowed = CommandRun.of(
                "verify", "leaks", "--log-dir", directory, "--mark", "planted-8f3a1c", "--allowed-in", "eu-west");
        CommandRun absent = CommandRun.of("verify", "leaks", "--log-dir", directory, "--mark", "never-planted-1");

        assertThat(leak.status()).as(leak.out() + leak.err()).isEqualTo(1);
        assertThat(leak.out())
                .contains("LEAK eu-west: mark 1 (plain) in ingress.telemetry-")
                .doesNotContain("8f3a1c");
        assertThat(allowed.status()).as(allowed.out()).isZero();
        assertThat(absent.status()).as(absent.out()).isZero();
    }

    @Test
    @Order(6)
    void shouldListAndReplayDeadLetters() throws Exception {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>("ingress.dead-letter", 1, utf8("acme/dev-9"), utf8("\u001bno json"));
        RecordHeaders.add(letter.headers(), "domicile-reason", "malformed-json");
        RecordHeaders.add(letter.headers(), "content-type", "application/json");
        RecordHeaders.add(letter.headers(), "mqtt-topic", "v1/acme/dev-9/telemetry");
        RecordHeaders.add(letter.headers(), "mqtt-qos", "1");
        try (Producer<byte[], byte[]> producer = MirrorRecords.producer(kafka.bootstrapServers())) {
            producer.send(letter).get();
        }

        CommandRun listed = deadLetter("list");
        CommandRun shown = deadLetter("list", "--json", "--show-topic", "--show-payload", "--limit", "1");
        CommandRun later = deadLetter("list", "--from", "2999-01-01T00:00:00Z");
        CommandRun remains = deadLetter("replay", "--all");
        CommandRun rehearsed = deadLetter("replay", "--all", "--content-type", "opaque", "--dry-run");
        CommandRun replayed = deadLetter("replay", "--reason", "malformed-json", "--content-type", "opaque");
        CommandRun again = deadLetter("replay", "--at", "1:0", "--content-type", "opaque");
        CommandRun absent = deadLetter("replay", "--at", "0:0");
        CommandRun listedAfter = deadLetter("list");

        assertThat(listed.status()).as(listed.err()).isZero();
        assertThat(listed.outLines())
                .singleElement()
                .asString()
                .startsWith("1:0 ")
                .endsWith(" waiting reason=malformed-json class=telemetry content-type=application/json bytes=8")
                .doesNotContain("acme");
        assertThat(json(shown).path("topic").asText()).isEqualTo("v1/acme/dev-9/telemetry");
        assertThat(json(shown).path("payload").asText()).isEqualTo("\\x1bno json");
        assertThat(later.out()).isEmpty();
        assertThat(remains.status()).isEqualTo(1);
        assertThat(remains.outLines()).containsExactly("1:0 remains malformed-json", "in all: remains=1");
        assertThat(rehearsed.outLines())
                .containsExactly("1:0 stored ingress.telemetry", "dry run, nothing written: stored=1");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(replayed.outLines()).containsExactly("1:0 stored ingress.telemetry", "in all: stored=1");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.outLines()).containsExactly("1:0 already-replayed", "in all: already-replayed=1");
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.outLines()).containsExactly("0:0 not-found", "in all: not-found=1");
        assertThat(listedAfter.out()).contains("1:0 ").contains(" replayed reason=");
    }

    @Test
    void shouldFailWithinItsPatienceWhereNoBrokerAnswers() {
        CommandRun run =
                CommandRun.of("topics", "describe", "--region", "eu-west", "--bootstrap-server", "127.0.0.1:1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("127.0.0.1:1");
    }

    /** One cluster is both ends here: the mirrors of eu-west stand beside their sources. */
    @Test
    @Order(6)
    void shouldCompareAMirrorWithItsSource() throws Exception {
        CommandRun missing = MirrorRecords.compare(kafka.bootstrapServers());
        run(
                "topics",
                "create",
                "--region",
                "eu-central",
                "--other-region",
                "eu-west",
                "--partitions",
                "2",
                "--replication-factor",
                "1");
        CommandRun empty = MirrorRecords.compare(kafka.bootstrapServers());
        try (Admin admin = kafka.admin();
                Producer<byte[], byte[]> producer = MirrorRecords.producer(kafka.bootstrapServers())) {
            String topic = "egress.user-credentials";
            Uuid topicId = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .topicId();
            RecordMetadata source =
                    producer.send(MirrorRecords.record(topic, new byte[] {1})).get();
            Origin origin = new Origin(kafka.clusterId(), topicId);
            producer.send(MirrorRecords.copy(new Provenance(1, origin, source.offset())))
                    .get();
            CommandRun good = MirrorRecords.compare(kafka.bootstrapServers());
            producer.send(MirrorRecords.copy(new Provenance(1, origin, source.offset())))
                    .get();
            producer.send(MirrorRecords.copy(new Provenance(1, origin, source.offset() + 7)))
                    .get();
            CommandRun bad = MirrorRecords.compare(kafka.bootstrapServers());

            assertThat(missing.status()).isEqualTo(1);
            assertThat(missing.out()).contains("the mirror does not exist");
            assertThat(empty.status()).as(empty.out() + empty.err()).isZero();
            assertThat(good.status()).as(good.out() + good.err()).isZero();
            assertThat(good.out()).contains("eu-west.egress.user-credentials: 1 records, 1 agree");
            assertThat(bad.status()).isEqualTo(1);
            assertThat(bad.out())
                    .contains("a source offset that was copied before")
                    .contains("a source offset that the source has not reached")
                    .contains("2 findings");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CommandRun deadLetter(String what, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "dead-letter",
                what,
                "--config",
                bridge(kafka.bootstrapServers()).toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path bridge(String bootstrapServers) throws IOException {
        return Files.writeString(folder.resolve("bridge.yaml"), """
                bridge:
                  region: eu-west
                  kafka: {bootstrap.servers: "%s"}
                  mqtt: {host: 127.0.0.1, port: 1, client-id: unused}
                  registry: {urls: ["%s"]}
                  audit: {hmac-key: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
                """.formatted(bootstrapServers, registry.url()));
    }

    private static CommandRun topics(String what) {
        return run(
                "topics",
                what,
                "--region",
                "eu-west",
                "--partitions",
                "2",
                "--replication-factor",
                "1",
                "--other-region",
                "eu-central",
                "--other-region",
                "us-east=4");
    }

    private static CommandRun policy(String what, String... more) {
        List<String> arguments = new ArrayList<>(List.of("policy", what, "--region", "eu-west"));
        arguments.addAll(List.of("--registry-url", registry.url()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private static CommandRun put(String dataClass, String entity, String... value) {
        List<String> arguments = new ArrayList<>(List.of("record", "put", "--class", dataClass));
        arguments.addAll(List.of("--organization", "acme", "--entity", entity, "--registry-url", registry.url()));
        arguments.addAll(Arrays.asList(value));
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

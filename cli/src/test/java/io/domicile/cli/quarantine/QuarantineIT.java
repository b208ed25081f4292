package io.domicile.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.CommandRun;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.registry.RegistryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The quarantine of one region, with records as bridge and router write them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarantineIT {

    private static final String NOW =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();

    private static EmbeddedKafka kafka;
    private static RegistryProcess registry;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir
    Path folder;

    @BeforeAll
    static void startRegion() {
        registry = RegistryProcess.start();
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        CommandRun created = run("topics create --partitions 2 --replication-factor 1");
        assertThat(created.status()).as(created.err() + created.out()).isZero();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 9_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopRegion() {
        producer.close();
        kafka.close();
        registry.close();
    }

    @Test
    void shouldListWithoutKeysPayloadsAndOrganizations() throws Exception {
        String at = routed("acme/list-1", "secret-payload", "suspended", "ingress.telemetry", 1, Map.of());

        CommandRun listed = quarantine("list --at " + at);
        CommandRun shown = quarantine("list --show-organization --at " + at);
        CommandRun json = quarantine(
                "list --json --reason suspended --partition 1 --from-offset " + at.substring(2) + " --limit 1");
        CommandRun none = quarantine("list --reason suspended --until 2026-01-01T00:00:00Z");

        assertThat(listed.outLines())
                .containsExactly(at + " " + NOW + " waiting reason=suspended class=telemetry"
                        + " from=ingress.telemetry bytes=14");
        assertThat(shown.out()).contains(" organization=acme").doesNotContain("list-1", "secret-payload");
        assertThat(json.out()).startsWith("{\"at\":\"" + at + "\"").doesNotContain("acme", "secret");
        assertThat(none.out()).isEmpty();
        assertThat(none.status()).isZero();
    }

    @Test
    void shouldReleaseARecordOnceAsItWas() throws Exception {
        String at = routed(
                "acme/once",
                "21.5",
                "unknown-organization",
                "ingress.telemetry",
                1,
                Map.of("content-type", "text/plain", "residency-home", "forged"));

        CommandRun rehearsed = quarantine("release --dry-run --at " + at);
        CommandRun first = quarantine("release --at " + at);
        CommandRun second = quarantine("release --at " + at);

        assertThat(rehearsed.outLines())
                .containsExactly(at + " released ingress.telemetry", "dry run, nothing written: released=1");
        assertThat(first.outLines()).containsExactly(at + " released ingress.telemetry", "in all: released=1");
        assertThat(first.status()).isZero();
        assertThat(second.outLines()).containsExactly(at + " already-released", "in all: already-released=1");
        assertThat(second.status()).isZero();
        assertThat(quarantine("list --at " + at).out()).contains(" released reason=unknown-organization");
        assertThat(stored("ingress.telemetry", "acme/once")).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(1);
            assertThat(record.value()).asString(UTF_8).isEqualTo("21.5");
            assertThat(record.timestamp()).isEqualTo(Instant.parse(NOW).toEpochMilli());
            assertThat(record.headers()).extracting(header -> header.key()).containsExactly("content-type");
        });
    }

    @Test
    void shouldReleaseWhatWasForwardedByItsOwnClassOrByOneThatIsSaid() throws Exception {
        String forwarded = "us-east.forward.eu-west";
        String known = routed("acme/f-1", "1", "misrouted", forwarded, 1, Map.of("domicile-class", "alerts"));
        String unknown = routed("acme/f-2", "2", "unknown-class", forwarded, 1, Map.of());

        CommandRun without = quarantine("release --at " + known + " --at " + unknown);
        CommandRun with = quarantine("release --class role-definitions --at " + unknown);

        assertThat(without.status()).isEqualTo(1);
        assertThat(without.outLines())
                .containsExactlyInAnyOrder(
                        known + " released ingress.alerts",
                        unknown + " class-unknown say --class",
                        "in all: released=1 class-unknown=1");
        assertThat(with.outLines()).contains(unknown + " released ingress.role-definitions");
        assertThat(stored("ingress.role-definitions", "acme/f-2")).hasSize(1);
    }

    @Test
    void shouldSayWhyARecordStays() throws Exception {
        String keyless = routed("no-slash", "1", "no-organization", "ingress.alerts", 0, Map.of());
        String omitted =
                routed("acme/big", "", "too-large", "ingress.alerts", 0, Map.of("domicile-omitted-bytes", "9000000"));
        String large = routed("acme/large", "x".repeat(1_100_000), "too-large", "ingress.alerts", 0, Map.of());
        String gone = "0:" + (Long.parseLong(large.substring(2)) + 1000);

        CommandRun run =
                quarantine("release --at " + keyless + " --at " + omitted + " --at " + large + " --at " + gone);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines())
                .contains(
                        keyless + " remains no-organization",
                        omitted + " payload-omitted",
                        large + " remains too-large",
                        gone + " not-found");
    }

    @Test
    void shouldNotPutARecordWhereItWouldSoonBeRemoved() throws Exception {
        Instant old = Instant.now().minus(Duration.ofDays(6).plusHours(1));
        String at = written(
                "acme/old",
                "1",
                old,
                0,
                new TreeMap<>(Map.of("domicile-reason", "suspended", "domicile-source-topic", "ingress.alerts")));

        CommandRun kept = quarantine("release --at " + at);
        CommandRun renewed = quarantine("release --new-time --at " + at);

        assertThat(kept.outLines()).contains(at + " too-old say --new-time");
        assertThat(renewed.outLines()).contains(at + " released ingress.alerts");
        assertThat(stored("ingress.alerts", "acme/old"))
                .singleElement()
                .satisfies(record -> assertThat(record.timestamp()).isGreaterThan(old.toEpochMilli()));
    }

    @Test
    void shouldAdmitWhatABridgeBlockedAsThatBridgeWould() throws Exception {
        assertThat(policy("policy bootstrap").status()).isZero();
        assertThat(policy("policy put acme --home eu-west").status()).isZero();
        Map<String, String> headers = Map.of(
                "domicile-reason", "suspended",
                "content-type", "application/json",
                "mqtt-topic", "v1/acme/dev-1/telemetry",
                "mqtt-qos", "1");
        String at = written("acme/dev-1", "{\"t\":21.5}", Instant.parse(NOW), 0, new TreeMap<>(headers));

        CommandRun alone = quarantine("release --at " + at);
        CommandRun bridged = quarantine("release --bridge-config " + bridge() + " --at " + at);
        CommandRun again = quarantine("release --bridge-config " + bridge() + " --at " + at);

        assertThat(quarantine("list --at " + at).out()).contains("released", "class=telemetry from=mqtt");
        assertThat(alone.outLines()).contains(at + " needs-bridge say --bridge-config");
        assertThat(bridged.outLines()).as(bridged.err()).contains(at + " released ingress.telemetry");
        assertThat(again.outLines()).contains(at + " already-released");
        assertThat(stored("ingress.telemetry", "acme/dev-1"))
                .singleElement()
                .satisfies(record -> assertThat(RecordHeaders.text(record.headers(), "content-type"))
                        .isEqualTo("application/vnd.confluent.avro"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldRemoveOnlyWhatIsOlderAndLeaveEvidence() throws Exception {
        String young = routed("acme/young", "1", "suspended", "ingress.alerts", 0, Map.of());
        assertThat(quarantine("release --at " + young).status()).isZero();
        String before = Instant.parse(NOW).minus(Duration.ofDays(1)).toString();

        CommandRun nothing = purge("--before " + before);
        CommandRun told = purge("--before " + Instant.parse(NOW).plusMillis(1));
        CommandRun done = purge("--before " + Instant.parse(NOW).plusMillis(1) + " --yes");
        CommandRun audit = policyless("audit tail");

        assertThat(nothing.outLines()).last().isEqualTo("nothing removed; --yes would remove 0 records");
        assertThat(told.outLines()).last().asString().startsWith("nothing removed; --yes would remove ");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.outLines()).last().asString().startsWith("removed ");
        assertThat(done.outLines().subList(0, done.outLines().size() - 1))
                .isEqualTo(told.outLines().subList(0, told.outLines().size() - 1));
        assertThat(quarantine("list --until " + Instant.parse(NOW).plusMillis(1))
                        .out())
                .isEmpty();
        assertThat(audit.out())
                .contains(
                        "{\"at\":\"",
                        "\"kind\":\"quarantine-purge\"",
                        "\"partition\":0",
                        "\"partition\":1",
                        "\"reasons\":{",
                        "\"suspended\":")
                .doesNotContain("acme");
    }

    private static String routed(
            String key, String value, String reason, String source, int partition, Map<String, String> more)
            throws Exception {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("domicile-reason", reason);
        headers.put("domicile-source-topic", source);
        headers.put("domicile-source-partition", Integer.toString(partition));
        headers.put("domicile-source-offset", "7");
        return written(key, value, Instant.parse(NOW), partition, headers);
    }

    private static String written(String key, String value, Instant time, int partition, Map<String, String> headers)
            throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "residency.quarantine", partition, time.toEpochMilli(), key.getBytes(UTF_8), value.getBytes(UTF_8));
        headers.forEach((name, text) -> RecordHeaders.add(record.headers(), name, text));
        RecordMetadata stored = producer.send(record).get();
        return stored.partition() + ":" + stored.offset();
    }

    /** The records of a key, once there is one. */
    private static List<ConsumerRecord<byte[], byte[]>> stored(String topic, String key) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), topic)) {
            return Awaitility.await("a record of the key")
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> probe.readAll().stream()
                                    .filter(record -> new String(record.key(), UTF_8).equals(key))
                                    .toList(),
                            found -> !found.isEmpty());
        }
    }

    private static CommandRun quarantine(String arguments) {
        return run("quarantine " + arguments);
    }

    private static CommandRun purge(String arguments) {
        return policy("quarantine purge " + arguments);
    }

    private static CommandRun policy(String arguments) {
        return run(arguments + " --registry-url " + registry.url());
    }

    private static CommandRun policyless(String arguments) {
        return raw(arguments + " --registry-url " + registry.url());
    }

    private static CommandRun run(String arguments) {
        return raw(arguments + " --region eu-west");
    }

    private static CommandRun raw(String arguments) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.status()).as(arguments + run.err()).isNotEqualTo(2);
        return run;
    }

    private Path bridge() throws IOException {
        return Files.writeString(
                folder.resolve("bridge.yaml"), """
                bridge:
                  region: eu-west
                  kafka: {bootstrap.servers: "%s"}
                  mqtt: {host: 127.0.0.1, port: 1, client-id: unused}
                  registry: {urls: ["%s"]}
                  audit: {hmac-key: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
                """.formatted(kafka.bootstrapServers(), registry.url()));
    }
}

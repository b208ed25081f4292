package io.domicile.it.process;

import static io.domicile.it.process.Canaries.HOME;
import static io.domicile.it.process.Canaries.SERVICES;
import static io.domicile.it.process.Canaries.STANDBY;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.domicile.cli.verify.Finding;
import io.domicile.cli.verify.Form;
import io.domicile.cli.verify.LeakReport;
import io.domicile.cli.verify.LeakScan;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marked records through every path of one region pair, errors included, and then a search for the marks where they may
 * not be: in what services log at DEBUG, expose and keep, and in the bytes of the other region.
 */
class CanaryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Canaries canaries = new Canaries();

    @TempDir
    private Path directory;

    @Test
    void noMarkIsWhereItMayNotBe() throws Exception {
        try (TwoRegions regions = TwoRegions.start();
                CanarySite site = new CanarySite(regions, directory)) {
            // given
            String open = canaries.mark("organization", HOME, STANDBY);
            String strict = canaries.mark("strict-organization", HOME, STANDBY);
            String abroad = canaries.mark("organization-abroad", HOME, STANDBY);
            String strictAbroad = canaries.mark("strict-organization-abroad", HOME, STANDBY);
            site.organization(TwoRegions.HOME, open, false);
            site.organization(TwoRegions.HOME, strict, true);
            site.organization(TwoRegions.STANDBY, abroad, false);
            site.organization(TwoRegions.STANDBY, strictAbroad, true);
            site.awaitReady();
            site.awaitPolicies(5);

            // when
            publish(regions, open, strict, abroad, strictAbroad);
            produce(regions, open, strict);
            awaitEverything(regions, site);
            silenceRegistry(regions, site, open);
            site.keepMetrics();
            LeakReport report = scan(regions);

            // then
            assertThat(report.findings()).isEmpty();
            assertThat(report.leaks()).isZero();
            assertThat(report.gaps()).allMatch(gap -> gap.startsWith(SERVICES));
            assertThat(report.sightings("role", STANDBY))
                    .as("what may cross, crosses")
                    .isPositive();
            assertThat(report.sightings("forwarded", STANDBY))
                    .as("what goes home, goes")
                    .isPositive();
            assertThat(report.sightings("malformed", HOME))
                    .as("errors are kept at home")
                    .isPositive();
            assertEveryPlantedLeakIsFound(regions);
        }
    }

    private void publish(TwoRegions regions, String open, String strict, String abroad, String strictAbroad) {
        Mqtt5BlockingClient device = MqttClient.builder()
                .useMqttVersion5()
                .identifier(canaries.mark("client-id"))
                .serverHost("127.0.0.1")
                .serverPort(regions.home().mqtt().port())
                .buildBlocking();
        device.connect();
        String name = canaries.mark("device", HOME);
        device.publishWith()
                .topic("v1/" + open + '/' + name + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json(canaries.mark("reading", HOME)))
                .userProperties()
                .add("note", canaries.mark("property", HOME))
                .add("residency-home", canaries.mark("forged-property"))
                .applyUserProperties()
                .send();
        send(device, open, name, ("{\"" + canaries.mark("malformed", HOME)).getBytes(UTF_8), null);
        send(device, open, name, large(canaries.mark("too-large", HOME)), null);
        send(device, open, name, frame(4711, canaries.mark("undecodable", HOME)), HeaderNames.FRAMED_AVRO);
        send(device, strict, canaries.mark("strict-device", HOME), json(canaries.mark("strict-reading", HOME)), null);
        send(device, canaries.mark("unknown-organization", HOME), name, json(canaries.mark("unknown", HOME)), null);
        send(
                device,
                abroad,
                canaries.mark("device-abroad", HOME, STANDBY),
                json(canaries.mark("forwarded", HOME, STANDBY)),
                null);
        send(device, strictAbroad, canaries.mark("refused-device"), json(canaries.mark("refused")), null);
        device.disconnect();
    }

    private void produce(TwoRegions regions, String open, String strict) {
        FramedWriter<RoleDefinition> roles =
                new FramedWriter<>(regions.home().registry(), RoleDefinition.getClassSchema());
        FramedWriter<Telemetry> telemetry = new FramedWriter<>(regions.home().registry(), Telemetry.getClassSchema());
        try (KafkaProducer<byte[], byte[]> producer =
                producer(regions.home().kafka().bootstrapServers())) {
            producer.send(record(
                    "ingress.role-definitions",
                    open + "/role-" + canaries.mark("role-key", HOME, STANDBY),
                    roles.write(role(canaries.mark("role", HOME, STANDBY)))));
            producer.send(record(
                    "ingress.role-definitions",
                    strict + "/role",
                    roles.write(role(canaries.mark("strict-role", HOME)))));
            producer.send(record(
                    "ingress.user-credentials",
                    open + "/user",
                    telemetry.write(new Telemetry(null, Map.of("v", canaries.mark("wrong-class", HOME))))));
            producer.send(record(
                    "ingress.alerts",
                    canaries.mark("no-organization", HOME),
                    canaries.mark("without-organization", HOME).getBytes(UTF_8)));
            ProducerRecord<byte[], byte[]> forged = record("ingress.alerts", open + "/forger", new byte[] {1});
            forged.headers()
                    .add("residency-class", canaries.mark("forged-class", HOME).getBytes(UTF_8));
            forged.headers()
                    .add("Residency-Home", canaries.mark("forged-home", HOME).getBytes(UTF_8));
            producer.send(forged);
        }
    }

    private static void awaitEverything(TwoRegions regions, CanarySite site) {
        String home = regions.home().kafka().bootstrapServers();
        String standby = regions.standby().kafka().bootstrapServers();
        try (RecordsProbe telemetry = RecordsProbe.committed(home, "home.telemetry");
                RecordsProbe dead = RecordsProbe.committed(home, "ingress.dead-letter");
                RecordsProbe held = RecordsProbe.committed(home, "residency.quarantine");
                RecordsProbe roles = RecordsProbe.committed(home, "home.role-definitions");
                RecordsProbe alerts = RecordsProbe.committed(home, "home.alerts");
                RecordsProbe mirror = RecordsProbe.committed(standby, "eu-west.egress.role-definitions");
                RecordsProbe forwarded = RecordsProbe.committed(standby, "eu-west.forward.eu-central")) {
            telemetry.awaitAtLeast(2);
            dead.awaitAtLeast(3);
            held.awaitAtLeast(3);
            roles.awaitAtLeast(2);
            alerts.awaitAtLeast(1);
            mirror.awaitAtLeast(1);
            forwarded.awaitAtLeast(1);
        }
        await().atMost(PATIENCE)
                .until(() -> site.bridge.admin().metric("domicile_bridge_ended_total", "outcome=\"refused\"") >= 1);
    }

    /** The router meets a schema id that nobody can tell it of. */
    private void silenceRegistry(TwoRegions regions, CanarySite site, String open) {
        ProcessHandle.of(regions.home().registryProcessId().orElseThrow())
                .orElseThrow()
                .destroyForcibly();
        try (KafkaProducer<byte[], byte[]> producer =
                producer(regions.home().kafka().bootstrapServers())) {
            producer.send(record(
                    "ingress.role-definitions", open + "/silent", frame(4712, canaries.mark("unresolved", HOME))));
        }
        await("the router waits for the registry")
                .atMost(PATIENCE)
                .until(() -> site.router.admin().readiness() == 503);
    }

    private LeakReport scan(TwoRegions regions) throws Exception {
        return new LeakScan(canaries.all())
                .scan(Map.of(
                        HOME, regions.home().kafka().logDirectory(),
                        STANDBY, regions.standby().kafka().logDirectory(),
                        SERVICES, directory));
    }

    private void assertEveryPlantedLeakIsFound(TwoRegions regions) throws Exception {
        String mark = canaries.mark("reading");
        Path state = Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("planted.out"), "WARN could not decode " + mark);
        Files.writeString(
                directory.resolve("planted.metrics"),
                "planted{key=\"" + Base64.getEncoder().encodeToString(("x" + mark).getBytes(UTF_8)) + "\"} 1");
        Files.writeString(state.resolve("hex"), HexFormat.of().formatHex(mark.getBytes(UTF_8)));
        Files.write(state.resolve("utf16"), mark.getBytes(UTF_16LE));
        try (KafkaProducer<byte[], byte[]> producer =
                producer(regions.standby().kafka().bootstrapServers())) {
            producer.send(record("ingress.alerts", "acme/a", mark.getBytes(UTF_8)));
            producer.send(record("ingress.alerts", "acme/" + mark, new byte[0]));
            ProducerRecord<byte[], byte[]> header = record("ingress.alerts", "acme/c", new byte[0]);
            header.headers().add("note", mark.getBytes(UTF_8));
            producer.send(header);
        }

        List<Finding> found = scan(regions).findings();

        assertThat(found.stream()
                        .filter(finding -> finding.place().equals(SERVICES))
                        .map(Finding::form)
                        .toList())
                .contains(Form.values());
        assertThat(found.stream()
                        .filter(finding -> finding.place().equals(STANDBY))
                        .map(Finding::part)
                        .toList())
                .contains(Finding.Part.KEY, Finding.Part.VALUE, Finding.Part.HEADER);
    }

    private static void send(
            Mqtt5BlockingClient device, String organization, String name, byte[] payload, @Nullable String type) {
        device.publishWith()
                .topic("v1/" + organization + '/' + name + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .contentType(type)
                .send();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }

    private static RoleDefinition role(String mark) {
        return new RoleDefinition(List.of(mark), List.of(), Instant.ofEpochMilli(1));
    }

    private static byte[] json(String mark) {
        return ("{\"v\": \"" + mark + "\"}").getBytes(UTF_8);
    }

    private static byte[] large(String mark) {
        return ("{\"v\": \"" + mark + "x".repeat(1_300_000) + "\"}").getBytes(UTF_8);
    }

    private static byte[] frame(int schemaId, String mark) {
        return WireFormat.frame(schemaId, mark.getBytes(UTF_8));
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}

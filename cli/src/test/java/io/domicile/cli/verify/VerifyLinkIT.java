package io.domicile.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.CommandRun;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.registry.RegistryProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code domicile verify --link} with a link's own configuration. */
class VerifyLinkIT {

    private static final Duration LONG = Duration.ofSeconds(180);
    private static final String TOPIC = "egress.user-credentials";
    private static final TopicPartition MIRROR = new TopicPartition("eu-west." + TOPIC, 0);

    @TempDir
    static Path folder;

    private static EmbeddedKafka source;
    private static EmbeddedKafka target;
    private static RegistryProcess registry;
    private static Path config;

    @BeforeAll
    static void startRegions() throws Exception {
        registry = RegistryProcess.start();
        source = EmbeddedKafka.start(KafkaOptions.defaults());
        target = EmbeddedKafka.start(KafkaOptions.defaults());
        region("eu-west", "eu-central", source);
        region("eu-central", "eu-west", target);
        config = Files.writeString(folder.resolve("replicator.yaml"), """
                replicator:
                  link: {source: eu-west, target: eu-central}
                  source: {kafka: {bootstrap.servers: "%s"}, registry: {urls: ["%s"]}}
                  target: {kafka: {bootstrap.servers: "%s"}, registry: {urls: ["%s"]}}
                  policy: {mirrors: [eu-west]}
                  audit: {hmac-key: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=}
                  admin: {host: 127.0.0.1, port: 0}
                  mirror: {replication-factor: 1}
                  limits: {position-interval: 200ms}
                """.formatted(
                        source.bootstrapServers(), registry.url(), target.bootstrapServers(), registry.url()));
    }

    @AfterAll
    static void stopRegions() {
        target.close();
        source.close();
        registry.close();
    }

    @Test
    void shouldSendTombstonesThatAreMissing() throws Exception {
        // given
        runLinkPastARefusedRecord();
        ghost();

        // when
        CommandRun found = verify("--config", config.toString());
        CommandRun withoutPolicy = verify(
                "--source-bootstrap-server", source.bootstrapServers(),
                "--target-bootstrap-server", target.bootstrapServers());
        CommandRun repaired = verify("--config", config.toString(), "--repair");
        CommandRun clean = verify("--config", config.toString());

        // then
        assertThat(found.status()).as(found.err()).isEqualTo(1);
        assertThat(found.out())
                .contains(
                        MIRROR + ": ledger at 1, 1 keys at the source, 1 here, 1 missing tombstones (0 sent), 0 stale")
                .contains("1 in keys")
                .doesNotContain("acme");
        assertThat(withoutPolicy.status()).isEqualTo(1);
        assertThat(repaired.out())
                .as(repaired.err())
                .contains("1 missing tombstones (1 sent)")
                .contains("0 in keys");
        assertThat(clean.out()).contains(" 0 here, 0 missing tombstones").contains("0 in keys");
        assertThat(newestValue()).isNull();
    }

    private static CommandRun verify(String... options) {
        String[] arguments = new String[options.length + 3];
        System.arraycopy(new String[] {"verify", "--link", "eu-west:eu-central"}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    private static void runLinkPastARefusedRecord() throws Exception {
        send(source, new ProducerRecord<>(TOPIC, 0, utf8("acme/u-1"), utf8("untagged")));
        ReplicatorService link = new ReplicatorService(
                Configurations.load(ReplicatorConfig.class, config),
                new ServiceContext(Catalogues.builtIn(), new SimpleMeterRegistry(), InstantSource.system()));
        link.start();
        try (Admin admin = target.admin()) {
            Awaitility.await("the lane has passed the record").atMost(LONG).until(() -> {
                OffsetAndMetadata entry = admin.listConsumerGroupOffsets("domicile-link-eu-west-eu-central")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(MIRROR);
                return entry != null && entry.offset() == 1;
            });
        } finally {
            link.close();
        }
    }

    /** A copy whose deletion at the source never came. */
    private static void ghost() throws Exception {
        try (Admin admin = source.admin()) {
            Origin origin = new Origin(
                    source.clusterId(),
                    admin.describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get()
                            .get(TOPIC)
                            .topicId());
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(MIRROR.topic(), 0, utf8("acme/u-2"), utf8("left"));
            ProvenanceHeader.replace(record.headers(), new Provenance(1, origin, 0));
            send(target, record);
        }
    }

    private static byte[] newestValue() {
        try (RecordsProbe probe = RecordsProbe.committed(target.bootstrapServers(), MIRROR.topic())) {
            return probe.awaitAtLeast(2).get(1).value();
        }
    }

    private static void send(EmbeddedKafka kafka, ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static void region(String here, String other, EmbeddedKafka kafka) {
        String at = " --region " + here + " --bootstrap-server " + kafka.bootstrapServers();
        run("topics create --partitions 1 --replication-factor 1 --other-region " + other + at);
        run("policy bootstrap --registry-url " + registry.url() + at);
    }

    private static void run(String arguments) {
        CommandRun run = CommandRun.of(arguments.split(" "));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}

package io.domicile.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Router and link in processes of their own, killed under load as {@code kill -9} does.
 *
 * <p>The system property {@code domicile.kills} says how often each is killed; load grows with it.
 */
class ProcessKillIT {

    private static final int KILLS = Integer.getInteger("domicile.kills", 1);
    private static final int RECORDS_PER_LIFE = 1_000;
    private static final int RECORDS = RECORDS_PER_LIFE * (KILLS + 1);
    private static final int KEYS = 5;

    private static TwoRegions regions;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startRegions() throws Exception {
        regions = TwoRegions.start();
    }

    @AfterAll
    static void closeRegions() {
        if (regions != null) {
            regions.close();
        }
    }

    @Test
    void aKilledRouterLosesNothingAndRepeatsNothing() {
        try (ForkedService router = ForkedService.start("router", directory, regions::routerYaml);
                RecordsProbe home =
                        RecordsProbe.committed(regions.home().kafka().bootstrapServers(), "home.alerts")) {
            router.awaitReady();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> produce("ingress.alerts", this::opaque));

            killUnderLoad(router, home);

            load.join();
            router.awaitReady();
            assertOnceEachInOrder("router", home.awaitAtLeast(RECORDS));
            assertThat(router.terminate()).isZero();
        }
    }

    @Test
    void aKilledLinkLosesNothingAndRepeatsNothing() {
        FramedWriter<RoleDefinition> writer =
                new FramedWriter<>(regions.home().registry(), RoleDefinition.getClassSchema());
        try (ForkedService link = ForkedService.start("replicator", directory, regions::replicatorYaml);
                RecordsProbe mirror = RecordsProbe.committed(
                        regions.standby().kafka().bootstrapServers(), "eu-west.egress.role-definitions")) {
            link.awaitReady();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> produce(
                    "egress.role-definitions",
                    (number, key) -> tagged(
                            writer.write(new RoleDefinition(
                                    List.of(Numbered.text(number)), List.of(), Instant.ofEpochMilli(number))),
                            key)));

            killUnderLoad(link, mirror);

            load.join();
            link.awaitReady();
            assertOnceEachInOrder("link", mirror.awaitAtLeast(RECORDS));
            assertThat(link.terminate()).isZero();
        }
    }

    /** Kills and restarts the service each time another share of the load has come out at its end. */
    private static void killUnderLoad(ForkedService service, RecordsProbe output) {
        int already = output.readAll().size();
        for (int kill = 1; kill <= KILLS; kill++) {
            output.awaitAtLeast(already + RECORDS_PER_LIFE * kill / 2);
            assertThat(service.isAlive()).as(service.output()).isTrue();
            service.kill();
            service.restart();
        }
    }

    private interface RecordSource {
        ProducerRecord<byte[], byte[]> record(int number, byte[] key);
    }

    private void produce(String topic, RecordSource source) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", regions.home().kafka().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < RECORDS; number++) {
                byte[] key = ("acme/key-" + number % KEYS).getBytes(UTF_8);
                ProducerRecord<byte[], byte[]> template = source.record(number, key);
                producer.send(new ProducerRecord<>(topic, null, key, template.value(), template.headers()))
                        .get();
            }
        } catch (Exception failed) {
            throw new AssertionError("the load could not be produced", failed);
        }
    }

    private ProducerRecord<byte[], byte[]> opaque(int number, byte[] key) {
        return new ProducerRecord<>("unused", key, Numbered.text(number).getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> tagged(byte[] value, byte[] key) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("unused", key, value);
        RecordHeaders.replaceTag(
                record.headers(),
                new ResidencyTag(
                        new RegionId("eu-west"), new Jurisdiction("EU"), TwoRegions.ACME, "role-definitions", 1));
        return record;
    }

    private static void assertOnceEachInOrder(String leg, List<ConsumerRecord<byte[], byte[]>> records) {
        System.out.printf("%s: %d kills, %d produced, %d copied%n", leg, KILLS, RECORDS, records.size());
        Map<String, List<Integer>> numbers = Numbered.byKey(records);
        assertThat(numbers).hasSize(KEYS);
        for (int key = 0; key < KEYS; key++) {
            int first = key;
            assertThat(numbers.get("acme/key-" + key))
                    .as("numbers of key " + key)
                    .containsExactlyElementsOf(IntStream.range(0, RECORDS)
                            .filter(number -> number % KEYS == first)
                            .boxed()
                            .toList());
        }
    }
}

package io.domicile.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.net.FreePorts;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaIT {

    @Test
    void shouldKeepPortsClusterIdAndDataOverRestart() throws Exception {
        // given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults())) {
            String address = kafka.bootstrapServers();
            kafka.createTopics("kept");
            produce(kafka, "kept", "before");

            // when
            kafka.stop();
            assertThat(FreePorts.isFree(kafka.port())).isTrue();
            kafka.start();

            // then
            produce(kafka, "kept", "after");
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            try (RecordsProbe probe = RecordsProbe.committed(address, "kept")) {
                assertThat(probe.awaitAtLeast(2))
                        .extracting(EmbeddedKafkaIT::text)
                        .containsExactly("before", "after");
            }
        }
    }

    @Test
    void shouldTellCommittedFromAbortedRecords() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults())) {
            // given
            kafka.createTopics("mixed");
            try (KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of("transactional.id", "mixer"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("mixed", "aborted".getBytes(UTF_8)));
                producer.flush();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("mixed", "committed".getBytes(UTF_8)));
                producer.commitTransaction();
            }

            // when, then
            try (RecordsProbe committed = RecordsProbe.committed(kafka.bootstrapServers(), "mixed");
                    RecordsProbe uncommitted = RecordsProbe.uncommitted(kafka.bootstrapServers(), "mixed")) {
                // A commit returns before it is seen
                assertThat(committed.awaitAtLeast(1))
                        .extracting(EmbeddedKafkaIT::text)
                        .containsExactly("committed");
                assertThat(uncommitted.readAll())
                        .extracting(EmbeddedKafkaIT::text)
                        .containsExactly("aborted", "committed");
                assertThatThrownBy(() -> committed.awaitAtLeast(2, Duration.ofMillis(300)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("waited in vain for 2 records");
            }
        }
    }

    @Test
    void shouldSendClientsOfOtherRegionsThroughTheProxyAndNobodyElse() throws Exception {
        // given
        int proxyPort = FreePorts.one();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults().withCrossRegion(0, proxyPort));
                FaultProxy proxy = FaultProxy.start(proxyPort, kafka.crossRegionPort())) {
            kafka.createTopics("watched");
            try (RecordsProbe local = RecordsProbe.committed(kafka.bootstrapServers(), "watched");
                    RecordsProbe remote = RecordsProbe.committed(kafka.crossRegionBootstrapServers(), "watched")) {
                produce(kafka, "watched", "first");
                assertThat(remote.awaitAtLeast(1))
                        .extracting(EmbeddedKafkaIT::text)
                        .containsExactly("first");

                // when
                proxy.freeze();
                produce(kafka, "watched", "second");

                // then
                assertThat(local.awaitAtLeast(2)).hasSize(2);
                assertThatThrownBy(() -> remote.awaitAtLeast(2, Duration.ofMillis(500)))
                        .isInstanceOf(AssertionError.class);
                proxy.unfreeze();
                assertThat(remote.awaitAtLeast(2)).hasSize(2);
            }
        }
    }

    @Test
    void shouldNotCreateTopicsByUse() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults());
                KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of("max.block.ms", "1500"))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody-made-it", new byte[1]))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldRunThreeRegionsAtOnceAndLeaveNeitherThreadsNorFiles() {
        // given
        Set<Thread> before = nonDaemonThreads();
        EmbeddedKafka[] brokers = new EmbeddedKafka[3];

        // when
        for (int i = 0; i < brokers.length; i++) {
            brokers[i] = EmbeddedKafka.start(KafkaOptions.defaults());
            brokers[i].createTopics("one");
        }
        for (EmbeddedKafka broker : brokers) {
            broker.close();
        }

        // then
        assertThat(brokers).extracting(EmbeddedKafka::clusterId).doesNotHaveDuplicates();
        assertThat(brokers).noneMatch(broker -> Files.exists(broker.logDirectory()));
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(nonDaemonThreads()).isSubsetOf(before));
    }

    private static Set<Thread> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static void produce(EmbeddedKafka kafka, String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of())) {
            producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(further);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}

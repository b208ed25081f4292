package io.domicile.router;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.utf8;

import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics of eu-west, a device fleet that publishes to it, and what arrives. */
final class RouterBroker implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final int DEVICES = 10;

    final EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults());

    RouterBroker() {
        TopicSettings settings = TopicSettings.of(PARTITIONS, 1);
        kafka.createTopics(TopicPlan.ofRegion(HERE, settings)
                .withRoutes(RunningRouter.ROUTES, settings)
                .withMirrors(RunningRouter.ROUTES.iterator().next(), topic -> PARTITIONS, settings)
                .topics()
                .stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor())
                        .configs(topic.configs()))
                .toList());
    }

    String address() {
        return kafka.bootstrapServers();
    }

    /** Publishes {@code count} numbered records of each device of acme; the run is part of the device's name. */
    void publish(String topic, String run, int first, int count) throws InterruptedException, ExecutionException {
        publish(topic, run, first, count, number -> utf8(Integer.toString(number)));
    }

    /** The same, with values of the caller's. */
    void publish(String topic, String run, int first, int count, IntFunction<byte[]> value)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int number = first; number < first + count; number++) {
                for (int device = 0; device < DEVICES; device++) {
                    sent.add(producer.send(
                            new ProducerRecord<>(topic, utf8("acme/" + run + '-' + device), value.apply(number))));
                }
            }
            for (Future<RecordMetadata> future : sent) {
                future.get();
            }
        }
    }

    /** One request in flight: with more, a broker that is starting may let a later first batch overtake an earlier. */
    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        16 * 1024 * 1024,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The committed records of a run on a topic, once there are at least so many. */
    List<ConsumerRecord<byte[], byte[]>> arrived(String topic, String run, int atLeast) {
        try (RecordsProbe probe = RecordsProbe.committed(address(), topic)) {
            int before = -1;
            while (true) {
                List<ConsumerRecord<byte[], byte[]>> all =
                        before < 0 ? probe.readAll() : probe.awaitAtLeast(before + 1);
                List<ConsumerRecord<byte[], byte[]>> own = ofRun(all, run);
                if (own.size() >= atLeast) {
                    return own;
                }
                before = all.size();
            }
        }
    }

    /** The committed records of a run on a topic at this moment. */
    int countNow(String topic, String run) {
        try (RecordsProbe probe = RecordsProbe.committed(address(), topic)) {
            return ofRun(probe.readAll(), run).size();
        }
    }

    /** The numbers each device's records carry, in the order of the topic. */
    static Map<String, List<Integer>> numbersByDevice(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            numbers.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(Integer.valueOf(new String(record.value(), StandardCharsets.UTF_8)));
        }
        return numbers;
    }

    /** What {@link #numbersByDevice} is where every record arrived once and in order. */
    static Map<String, List<Integer>> everyNumberOnce(String run, int count) {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (int device = 0; device < DEVICES; device++) {
            numbers.put(
                    "acme/" + run + '-' + device,
                    IntStream.range(0, count).boxed().toList());
        }
        return numbers;
    }

    /** How many partitions of a topic each member of the router's group reads; members without any are counted too. */
    List<Integer> shares(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = kafka.admin()) {
            return admin
                    .describeConsumerGroups(List.of(RunningRouter.APPLICATION_ID))
                    .all()
                    .get()
                    .get(RunningRouter.APPLICATION_ID)
                    .members()
                    .stream()
                    .map(member -> shareOf(member, topic))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        kafka.close();
    }

    private static int shareOf(MemberDescription member, String topic) {
        return (int) member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
    }

    private static List<ConsumerRecord<byte[], byte[]>> ofRun(List<ConsumerRecord<byte[], byte[]>> all, String run) {
        return all.stream()
                .filter(record -> record.key() != null
                        && new String(record.key(), StandardCharsets.UTF_8).startsWith("acme/" + run + '-'))
                .toList();
    }
}

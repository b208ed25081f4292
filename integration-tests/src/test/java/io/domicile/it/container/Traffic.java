package io.domicile.it.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.testkit.kafka.RecordsProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The load of one pair of regions, and what became of all of it: whole topics compared, partition by partition. */
final class Traffic implements AutoCloseable {

    static final String EGRESS = "egress.role-definitions";
    static final String MIRROR = "eu-west." + EGRESS;

    private static final String CREDENTIALS_MIRROR = "eu-west.egress.user-credentials";
    private static final String HOME = "home.role-definitions";
    private static final String TELEMETRY = "home.telemetry";
    private static final Pattern NUMBER = Pattern.compile("n-(\\d+);");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(400);

    private final Sites sites;
    private final Services services;
    private final Marks marks = new Marks();
    private final RoleLoad roles;
    private final DeviceLoad devices;

    Traffic(Sites sites, Services services) {
        this.sites = sites;
        this.services = services;
        this.devices = new DeviceLoad(sites.mqtt.devicesPort(), marks);
        this.roles = new RoleLoad(sites.home.adminServers(), sites.registry.client(), marks);
    }

    /** Begins, or goes on, and waits until some of it came through. */
    void start() {
        int before = count(sites.standby, MIRROR);
        int already = devices.acknowledged();
        roles.start();
        devices.start();
        Awaitility.await("the load flows")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> count(sites.standby, MIRROR) > before + 20 && devices.acknowledged() > already + 20);
    }

    /** Waits until devices have published so many messages more. */
    void awaitMore(int messages) {
        int before = devices.acknowledged();
        Awaitility.await("devices publish").atMost(PATIENCE).until(() -> devices.acknowledged() >= before + messages);
    }

    /** Deletes credentials at home, and waits until the standby knows of it: the lane of another topic than the load's. */
    void deleteCredentials(int count) {
        int before = count(sites.standby, CREDENTIALS_MIRROR);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", sites.home.adminServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < count; number++) {
                byte[] key = (Marks.OPEN + "/user-" + number).getBytes(UTF_8);
                var unused = producer.send(new ProducerRecord<>("ingress.user-credentials", key, null));
            }
        }
        Awaitility.await("the other lane goes on")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> count(sites.standby, CREDENTIALS_MIRROR) == before + count);
    }

    /** Waits until the load flows again, ends it, waits until all came through, and compares everything. */
    void conclude(String fault) {
        int before = roles.acknowledged();
        Awaitility.await("roles are produced").atMost(PATIENCE).until(() -> roles.acknowledged() > before + 50);
        int produced = roles.stop();
        int published = devices.stop();
        awaitAll(produced, published);
        services.awaitReady();

        Map<Integer, List<String>> ingress = contents(sites.home, RoleLoad.TOPIC, record -> true);
        Map<Integer, List<String>> crossing = contents(sites.home, RoleLoad.TOPIC, Traffic::isOpen);
        awaitAlike(ingress, crossing);
        List<Integer> telemetry = numbers(read(sites.home, TELEMETRY));
        int twice = telemetry.size() - new LinkedHashSet<>(telemetry).size();
        System.out.printf(
                "%s: %d roles produced (%d may cross), %d mirrored; %d messages published, %d stored, %d of them again%n",
                fault, produced, size(crossing), count(sites.standby, MIRROR), published, telemetry.size(), twice);
        assertThat(numbers(read(sites.home, RoleLoad.TOPIC))).containsAll(upTo(produced));
        assertThat(new LinkedHashSet<>(telemetry)).containsExactlyInAnyOrderElementsOf(upTo(published));
        // At least once, but no more than what was in hand when the fault came
        assertThat(twice).isLessThan(published / 2);
        assertFirstOccurrencesInOrder(read(sites.home, TELEMETRY));
        assertThat(read(sites.home, "residency.quarantine")).isEmpty();
        assertThat(read(sites.home, "ingress.dead-letter")).isEmpty();
        assertThat(marksIn(sites.home)).containsExactlyInAnyOrder(Marks.OPEN, Marks.STRICT, Marks.REGIONAL);
        assertThat(marksIn(sites.standby)).containsExactly(Marks.OPEN);
        assertThat(services.refused()).isZero();
        Awaitility.await("the lag is back at zero").atMost(PATIENCE).until(services::isSynced);
    }

    /** Ends the load where a failure left it. */
    void rest() {
        roles.rest();
        devices.rest();
    }

    @Override
    public void close() {
        roles.close();
        devices.close();
    }

    /** How many committed records a topic holds. */
    static int count(KafkaNode kafka, String topic) {
        return read(kafka, topic).size();
    }

    private void awaitAll(int produced, int published) {
        try {
            Awaitility.await("everything came through")
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> numbers(read(sites.standby, MIRROR)).size() >= RoleLoad.crossing(produced)
                            && Set.copyOf(numbers(read(sites.home, TELEMETRY))).size() >= published);
        } catch (ConditionTimeoutException incomplete) {
            throw new AssertionError("not everything came through; " + services.health(), incomplete);
        }
    }

    /** Waits for what {@link #awaitAll} does not count: roles that stay at home, and telemetry that is stored again. */
    private void awaitAlike(Map<Integer, List<String>> ingress, Map<Integer, List<String>> crossing) {
        Awaitility.await("the topics are alike")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .untilAsserted(() -> {
                    assertThat(contents(sites.home, HOME, record -> true)).isEqualTo(ingress);
                    assertThat(contents(sites.home, EGRESS, record -> true)).isEqualTo(crossing);
                    assertThat(contents(sites.standby, MIRROR, record -> true)).isEqualTo(crossing);
                    assertThat(contents(sites.home, TELEMETRY, record -> true))
                            .isEqualTo(contents(sites.home, "ingress.telemetry", record -> true));
                });
    }

    private static boolean isOpen(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8).startsWith(Marks.OPEN + '/');
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(KafkaNode kafka, String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.adminServers(), topic)) {
            return probe.readAll();
        }
    }

    /** In every topic but the broker's own, aborted transactions included. */
    private Set<String> marksIn(KafkaNode kafka) {
        try (Admin admin = kafka.admin();
                RecordsProbe probe = RecordsProbe.uncommitted(
                        kafka.adminServers(), admin.listTopics().names().get().toArray(String[]::new))) {
            return marks.seenIn(probe.readAll());
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError("the topics could not be listed", failed);
        }
    }

    /** Key, value and time stamp of each record, by partition and in order. */
    private static Map<Integer, List<String>> contents(
            KafkaNode kafka, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<Integer, List<String>> contents = new TreeMap<>();
        read(kafka, topic).stream()
                .filter(wanted)
                .forEach(record -> contents.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                        .add(new String(record.key(), UTF_8)
                                + ' '
                                + Arrays.hashCode(record.value())
                                + ' '
                                + record.timestamp()));
        return contents;
    }

    private static int size(Map<Integer, List<String>> contents) {
        return contents.values().stream().mapToInt(List::size).sum();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> numbers(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(Traffic::number).toList();
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        Matcher number = NUMBER.matcher(new String(record.value(), ISO_8859_1));
        assertThat(number.find()).as("a number in the value").isTrue();
        return Integer.parseInt(number.group(1));
    }

    private static void assertFirstOccurrencesInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Set<Integer>> firsts = new TreeMap<>();
        records.forEach(record -> firsts.computeIfAbsent(new String(record.key(), UTF_8), key -> new LinkedHashSet<>())
                .add(number(record)));
        assertThat(firsts).hasSize(DeviceLoad.DEVICES);
        firsts.forEach((key, numbers) -> assertThat(List.copyOf(numbers)).isSorted());
    }
}

package io.domicile.it.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Reads the committed records of a topic as they come, and keeps which numbers came, which came twice or out of order,
 * and how long nothing came on a partition. A thread of its own.
 */
final class HomeReader implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("n-(\\d+);");

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final BitSet seen = new BitSet();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<Integer, Long> arrivals = new HashMap<>();
    private int twice;
    private int disordered;
    private int highest = -1;
    private long longestPause;
    private volatile boolean closed;

    HomeReader(String bootstrapServers, String topic, int partitions) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.thread = new Thread(this::read, "home-reader");
        thread.start();
    }

    /** Waits until a record of at least this number came; returns how long that took. */
    Duration await(int number, Duration atMost) {
        long begun = System.nanoTime();
        Awaitility.await("record " + number + " comes home")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> highest() >= number);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until each of the first so many numbers came, on whichever partition, or for that long. */
    void awaitAll(int of, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Awaitility.await("all " + of + " records come home")
                .atMost(atMost.multipliedBy(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> missing(of) == 0 || System.nanoTime() - deadline > 0);
    }

    synchronized int highest() {
        return highest;
    }

    synchronized int count() {
        return seen.cardinality();
    }

    /** How many of the first so many numbers did not come. */
    synchronized int missing(int of) {
        return of - seen.get(0, of).cardinality();
    }

    synchronized int twice() {
        return twice;
    }

    synchronized int disordered() {
        return disordered;
    }

    /** Forgets the pauses so far. */
    synchronized void watchPauses() {
        arrivals.clear();
        longestPause = 0;
    }

    /** The longest time for which nothing came on one partition. */
    synchronized Duration longestPause() {
        return Duration.ofNanos(longestPause);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        Awaitility.await("the reader ends").atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    note(record);
                }
            }
        } catch (org.apache.kafka.common.errors.WakeupException closing) {
            closed = true;
        }
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        Matcher text = NUMBER.matcher(new String(record.value(), StandardCharsets.ISO_8859_1));
        if (!text.find()) {
            return;
        }
        int number = Integer.parseInt(text.group(1));
        twice += seen.get(number) ? 1 : 0;
        seen.set(number);
        Integer before = last.put(new String(record.key(), StandardCharsets.UTF_8), number);
        disordered += before != null && before >= number ? 1 : 0;
        highest = Math.max(highest, number);
        long now = System.nanoTime();
        Long previous = arrivals.put(record.partition(), now);
        longestPause = previous == null ? longestPause : Math.max(longestPause, now - previous);
    }
}

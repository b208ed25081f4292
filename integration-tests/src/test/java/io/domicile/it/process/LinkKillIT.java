package io.domicile.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A link of two processes under a steady load of allowed and forbidden records, while at random moments a process is
 * killed or stopped for longer than its membership lasts, or one of the brokers is killed. At the end the mirror holds
 * exactly the allowed records of the source, in its order, and nothing else.
 *
 * <p>The system properties {@code domicile.link.kills} and {@code domicile.link.seed} say how often and by which dice,
 * {@code domicile.link.events} with what; {@code domicile.restart.strict} holds the times against the promised ones, for a
 * machine that is not busy otherwise.
 */
class LinkKillIT {

    private static final int KILLS = Integer.getInteger("domicile.link.kills", 1);
    private static final long SEED = Long.getLong("domicile.link.seed", 20_261_126);
    private static final int PER_SECOND = Integer.getInteger("domicile.link.load", 400);
    private static final boolean STRICT = Boolean.getBoolean("domicile.restart.strict");
    private static final Duration TAKEOVER = STRICT ? Duration.ofSeconds(10) : Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** The ledger group's session and some more: by then a stopped process is no member any more. */
    private static final Duration STOPPED = Duration.ofSeconds(9);

    @TempDir
    private Path directory;

    private enum Event {
        KILL_WORKER,
        STOP_WORKER,
        KILL_SOURCE,
        KILL_TARGET
    }

    private static final List<Event> EVENTS = Arrays.stream(
                    System.getProperty("domicile.link.events", "KILL_WORKER,STOP_WORKER,KILL_SOURCE,KILL_TARGET")
                            .split(","))
            .map(Event::valueOf)
            .toList();

    private final Random random = new Random(SEED);
    private final List<Event> events = new ArrayList<>();
    private final Map<Event, List<Long>> recoveries = new EnumMap<>(Event.class);

    @Test
    void holdsEveryAllowedRecordOnceInOrderHoweverOftenAnythingIsKilled() throws Exception {
        try (LinkSite site = new LinkSite(directory);
                ForkedService first = ForkedService.start("replicator", "first", directory, site::replicatorYaml);
                ForkedService second = ForkedService.start("replicator", "second", directory, site::replicatorYaml);
                HomeReader mirror =
                        new HomeReader(site.target.bootstrapServers(), LinkSite.MIRROR, LinkSite.PARTITIONS)) {
            first.awaitReady();
            second.awaitReady();
            int produced;
            try (SteadyLoad load = new SteadyLoad(
                            site.source.bootstrapServers(), PER_SECOND, number -> site.role(LinkSite.ALLOWED, number));
                    SteadyLoad forbidden = new SteadyLoad(
                            site.source.bootstrapServers(),
                            PER_SECOND / 4,
                            number -> number % 2 == 0 ? site.role(LinkSite.STRICT, number) : site.untagged(number))) {
                mirror.awaitAll(PER_SECOND, PATIENCE);
                for (int kill = 0; kill < KILLS; kill++) {
                    strike(site, List.of(first, second), load, mirror);
                }
                produced = load.stop();
                forbidden.stop();
            }
            awaitFlow(produced, List.of(first, second), mirror);

            Map<Integer, List<String>> source = contents(site.source.bootstrapServers(), LinkSite.SOURCE);
            // An idempotent producer, too, may repeat a batch after its broker was killed
            int twice = mirror.twice() - twice(source);
            System.out.printf(
                    "link: %d strikes (seed %d) at %d records/s: %d produced, %d lost, %d twice (%d at the source"
                            + " already); until everything flowed again in ms: %s%n",
                    KILLS, SEED, PER_SECOND, produced, mirror.missing(produced), twice, twice(source), recoveries);
            assertThat(twice).as("twice").isZero();
            // Order, too: a key is written once here, so only whole partitions show it
            assertThat(contents(site.target.bootstrapServers(), LinkSite.MIRROR))
                    .isEqualTo(source);
            for (Event worker : List.of(Event.KILL_WORKER, Event.STOP_WORKER)) {
                assertThat(recoveries.getOrDefault(worker, List.of()))
                        .allMatch(millis -> millis <= TAKEOVER.toMillis());
            }
            assertThat(first.terminate()).isZero();
            assertThat(second.terminate()).isZero();
        }
    }

    /** Every event once, in some order, before any happens again. */
    private Event next() {
        if (events.isEmpty()) {
            events.addAll(EVENTS);
            Collections.shuffle(events, random);
        }
        return events.remove(0);
    }

    private void strike(LinkSite site, List<ForkedService> workers, SteadyLoad load, HomeReader mirror) {
        Event event = next();
        ForkedService worker = workers.get(random.nextInt(workers.size()));
        mirror.awaitAll(load.produced() + random.nextInt(PER_SECOND), PATIENCE);
        long begun = System.nanoTime();
        switch (event) {
            case KILL_WORKER -> worker.kill();
            case STOP_WORKER -> worker.stop();
            case KILL_SOURCE -> {
                site.source.kill();
                site.source.restart();
            }
            case KILL_TARGET -> {
                site.target.kill();
                site.target.restart();
            }
        }
        awaitFlow(load.produced(), workers, mirror);
        Duration recovery = Duration.ofNanos(System.nanoTime() - begun);
        recoveries.computeIfAbsent(event, kind -> new ArrayList<>()).add(recovery.toMillis());
        if (event == Event.KILL_WORKER) {
            worker.restart();
            worker.awaitReady();
        } else if (event == Event.STOP_WORKER) {
            Awaitility.await("the stopped process is no member any more")
                    .atMost(PATIENCE)
                    .until(() -> System.nanoTime() - begun > STOPPED.toNanos());
            worker.resume();
            worker.awaitReady();
        }
        assertThat(worker.isAlive()).as(worker.output()).isTrue();
        System.out.printf("link: strike %s, everything flowed again after %d ms%n", event, recovery.toMillis());
    }

    /** Waits until all that was produced so far came; tells what the processes are at, should it not. */
    private static void awaitFlow(int produced, List<ForkedService> workers, HomeReader mirror) {
        mirror.awaitAll(produced, PATIENCE);
        if (mirror.missing(produced) > 0) {
            throw new AssertionError(mirror.missing(produced) + " of " + produced + " records did not come within "
                    + PATIENCE + '\n'
                    + workers.stream().map(LinkKillIT::account).collect(Collectors.joining("\n")));
        }
    }

    private static String account(ForkedService worker) {
        if (!worker.isAlive()) {
            return "not alive: " + worker.output();
        }
        List<String> output = worker.output()
                .lines()
                .filter(line -> !line.contains("NetworkClient") && !line.contains("records refused at the border"))
                .toList();
        return "ready? " + worker.admin().whyNotReady() + '\n'
                + String.join("\n", output.subList(Math.max(0, output.size() - 40), output.size()));
    }

    /** How many records stand there more than once. */
    private static int twice(Map<Integer, List<String>> contents) {
        return contents.values().stream()
                .mapToInt(records -> records.size() - new HashSet<>(records).size())
                .sum();
    }

    /** Key, value without its schema id and time stamp of each of the allowed organization's records, by partition. */
    private static Map<Integer, List<String>> contents(String bootstrapServers, String topic) {
        Map<Integer, List<String>> contents = new TreeMap<>();
        try (RecordsProbe probe = RecordsProbe.committed(bootstrapServers, topic)) {
            for (ConsumerRecord<byte[], byte[]> record : probe.readAll()) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (topic.equals(LinkSite.MIRROR) || key.startsWith(LinkSite.ALLOWED + '/')) {
                    byte[] value = record.value();
                    contents.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                            .add(key
                                    + ' '
                                    + Arrays.hashCode(Arrays.copyOfRange(value, 5, value.length))
                                    + ' '
                                    + record.timestamp());
                }
            }
        }
        return contents;
    }
}

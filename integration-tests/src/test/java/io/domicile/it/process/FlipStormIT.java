package io.domicile.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.barrier.Enforcement;
import io.domicile.kit.barrier.EnforcementWatch;
import io.domicile.kit.barrier.RouterTasks;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.serde.FramedWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strict residency switched on and off for many organizations under load, with two routers and a link: from {@code
 * enforced_at} on nothing of a strict organization is appended at the standby.
 *
 * <p>The system properties {@code domicile.flips} and {@code domicile.flips.rate} say how many changes there are, and how
 * many records a second.
 */
class FlipStormIT {

    private static final int FLIPS = Integer.getInteger("domicile.flips", 40);
    private static final int RATE = Integer.getInteger("domicile.flips.rate", 1_000);
    private static final int ORGANIZATIONS = 50;
    private static final int AT_ONCE = 10;
    private static final int KEYS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static TwoRegions regions;

    @TempDir
    private Path directory;

    private final Random random = new Random(20_261_120);
    private final AtomicBoolean loading = new AtomicBoolean(true);
    private final AtomicLong produced = new AtomicLong();
    private final List<Long> waits = new ArrayList<>();

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
    void nothingIsAppendedAtTheStandbyAfterStrictResidencyIsEnforced() throws Exception {
        PolicyWriter policies = regions.policies(regions.home());
        List<String> organizations = IntStream.range(0, ORGANIZATIONS)
                .mapToObj(number -> "flipping-" + number)
                .toList();
        organizations.forEach(organization -> policies.put(new PolicyDraft(
                new OrganizationId(organization),
                TwoRegions.HOME,
                List.of(TwoRegions.STANDBY),
                false,
                false,
                OrganizationState.ACTIVE)));
        try (ForkedService one = ForkedService.start("router", "router-1", directory, regions::routerYaml);
                ForkedService two = ForkedService.start("router", "router-2", directory, regions::routerYaml);
                ForkedService link = ForkedService.start("replicator", directory, regions::replicatorYaml)) {
            List.of(one, two, link).forEach(ForkedService::awaitReady);
            try (StrictWindows windows = new StrictWindows(
                            regions.standby().kafka().bootstrapServers(), "eu-west.egress.role-definitions");
                    EnforcementWatch watch = watch()) {
                CompletableFuture<Void> load = CompletableFuture.runAsync(() -> produce(organizations));
                try {
                    flip(organizations, policies, windows, watch);
                    Awaitility.await("something is copied while it is allowed")
                            .atMost(PATIENCE)
                            .until(() -> windows.appended() > 0);
                } finally {
                    loading.set(false);
                    load.join();
                }

                assertThat(windows.violations())
                        .as("appended after enforced_at")
                        .isEmpty();
                report(windows);
            }
        }
    }

    private void flip(List<String> organizations, PolicyWriter policies, StrictWindows windows, EnforcementWatch watch)
            throws InterruptedException {
        for (int flips = 0; flips < FLIPS; ) {
            long generation = 0;
            List<String> on = some(organizations, windows, false);
            for (String organization : on) {
                generation =
                        policies.strict(new OrganizationId(organization), true).generation();
                flips++;
            }
            long began = System.nanoTime();
            Enforcement enforcement = watch.await(generation, Set.of(), PATIENCE, Duration.ZERO);
            waits.add((System.nanoTime() - began) / 1_000_000);
            assertThat(enforcement.waitingFor()).isEmpty();
            on.forEach(windows::opens);
            for (String organization : some(organizations, windows, true)) {
                windows.closes(organization);
                policies.strict(new OrganizationId(organization), false);
                flips++;
            }
        }
    }

    private List<String> some(List<String> organizations, StrictWindows windows, boolean isStrict) {
        List<String> candidates = new ArrayList<>(organizations.stream()
                .filter(organization -> windows.isOpen(organization) == isStrict)
                .toList());
        Collections.shuffle(candidates, random);
        return candidates.subList(0, Math.min(AT_ONCE, candidates.size()));
    }

    private void produce(List<String> organizations) {
        FramedWriter<RoleDefinition> writer =
                new FramedWriter<>(regions.home().registry(), RoleDefinition.getClassSchema());
        long began = System.nanoTime();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", regions.home().kafka().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (loading.get()) {
                long number = produced.get();
                long due = began + number * 1_000_000_000L / RATE;
                LockSupport.parkNanos(due - System.nanoTime());
                String key =
                        organizations.get((int) (number % ORGANIZATIONS)) + "/role-" + number / ORGANIZATIONS % KEYS;
                byte[] value = writer.write(
                        new RoleDefinition(List.of("permission-" + number), List.of(), Instant.ofEpochMilli(number)));
                producer.send(new ProducerRecord<>("ingress.role-definitions", key.getBytes(UTF_8), value));
                produced.incrementAndGet();
            }
        }
    }

    private static EnforcementWatch watch() {
        return EnforcementWatch.connect(
                TwoRegions.HOME,
                ClientSettings.of(
                        "test",
                        Map.of("bootstrap.servers", regions.home().kafka().bootstrapServers())),
                RouterTasks.defaultGroupId(TwoRegions.HOME),
                TwoRegions.registry(regions.home()),
                InstantSource.system());
    }

    private void report(StrictWindows windows) {
        List<Long> sorted = waits.stream().sorted().toList();
        System.out.printf(
                "flip storm: %d changes, %d produced, %d appended at the standby, 0 after enforced_at;"
                        + " enforced after %d ms (median), %d ms (longest)%n",
                FLIPS,
                produced.get(),
                windows.appended(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}

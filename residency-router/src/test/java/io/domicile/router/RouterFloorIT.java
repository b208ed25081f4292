package io.domicile.router;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that changes hands takes the policy with it that its last owner decided by. */
@Timeout(value = 400, unit = SECONDS)
class RouterFloorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);
    private static final String HOME = Topics.home(DataClass.TELEMETRY);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AtomicLong written = new AtomicLong(6);

    @Test
    void shouldNotDecideTasksThatItTakesOverByPolicyThatWasOldThen() throws Exception {
        FakePolicyGate current = gate();
        FakePolicyGate behind = gate();
        try (RouterBroker broker = new RouterBroker();
                RunningRouter first = router(broker, current);
                RunningRouter second = router(broker, behind);
                RecordsProbe acknowledgements = RecordsProbe.committed(broker.address(), Topics.ACKS)) {
            // given
            await().atMost(PATIENCE)
                    .until(() -> broker.shares(INGRESS).equals(List.of(2, 2))
                            && first.health().isReady()
                            && second.health().isReady());
            written.set(7);
            current.generation(HERE, 7);
            await().atMost(PATIENCE).until(() -> tasksAt(7, said(acknowledgements)) == 2);

            // when
            first.close();
            broker.publish(INGRESS, "taken", 0, 3);

            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(second.health().notReady())
                            .contains("a task waits until the policy is as new as when it began"));
            await().atMost(PATIENCE).until(() -> second.failures("gate-closed") > 0);
            assertThat(second.failures("error")).isZero();
            int sent = 3 * RouterBroker.DEVICES;
            int taken = RouterBroker.PARTITIONS - tasksAt(6, said(acknowledgements));
            assertThat(taken).isEqualTo(2);
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> partitionsDecided(broker) <= RouterBroker.PARTITIONS - taken);

            // when
            behind.generation(HERE, 7);

            // then
            assertThat(RouterBroker.numbersByDevice(broker.arrived(HOME, "taken", sent)))
                    .isEqualTo(RouterBroker.everyNumberOnce("taken", 3));
            await().atMost(PATIENCE).until(() -> second.health().isReady());
            await().atMost(PATIENCE).until(() -> tasksAt(7, said(acknowledgements)) == RouterBroker.PARTITIONS);
            assertThat(said(acknowledgements).values())
                    .allSatisfy(words -> assertThat(words).isSorted());
        }
    }

    @Test
    void shouldWaitForASlowReadingWithoutBeginningItAgain() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        FakePolicyGate gate = gate();
        try (RouterBroker broker = new RouterBroker();
                RunningRouter router = new RunningRouter(broker.address(), gate, registry, () -> {
                    awaitLatch(slow);
                    return Map.of(HERE, 6L);
                })) {
            // given
            broker.publish(INGRESS, "slow", 0, 3);
            await().atMost(PATIENCE).until(() -> waiting(router) > 0);

            // when
            await().during(RunningRouter.CLOSED_GATE_WAIT.multipliedBy(3))
                    .atMost(PATIENCE)
                    .until(() -> broker.countNow(HOME, "slow") == 0);
            slow.countDown();

            // then
            int sent = 3 * RouterBroker.DEVICES;
            assertThat(RouterBroker.numbersByDevice(broker.arrived(HOME, "slow", sent)))
                    .isEqualTo(RouterBroker.everyNumberOnce("slow", 3));
            assertThat(router.failures("gate-closed")).isZero();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    private static double waiting(RunningRouter router) {
        return router.meters.get("domicile.router.gate.waiting").gauge().value();
    }

    private static FakePolicyGate gate() {
        return RunningRouter.gateWith(policy(HERE, false)).generation(HERE, 6);
    }

    private RunningRouter router(RouterBroker broker, FakePolicyGate gate) {
        return new RunningRouter(broker.address(), gate, registry, () -> Map.of(HERE, written.get()));
    }

    /** Every generation that each task has named, in order. */
    private Map<String, List<Long>> said(RecordsProbe probe) {
        FramedReader<PolicyAcknowledgement> reader =
                FramedReader.specific(registry, PolicyAcknowledgement.getClassSchema());
        Map<String, List<Long>> said = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> word : probe.readAll()) {
            said.computeIfAbsent(new String(word.key(), StandardCharsets.UTF_8), task -> new ArrayList<>())
                    .add(reader.read(word.value()).getGenerations().get(HERE.value()));
        }
        return said;
    }

    private static int tasksAt(long generation, Map<String, List<Long>> said) {
        return (int) said.values().stream()
                .filter(words -> words.get(words.size() - 1) == generation)
                .count();
    }

    /** Those of which something has come home. */
    private static int partitionsDecided(RouterBroker broker) {
        return (int) broker.arrived(HOME, "taken", 0).stream()
                .map(ConsumerRecord::partition)
                .distinct()
                .count();
    }
}

package io.domicile.router;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.ReadableAudit;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the router waits for while it runs, and what it tells those that wait for it. */
@Timeout(value = 400, unit = SECONDS)
class RouterWaitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROLES = Topics.ingress(DataClass.ROLE_DEFINITIONS);

    private static RouterBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = new RouterBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldPauseWhileTheRegistryIsSilentAndGuessNothing() throws Exception {
        // given
        FakePolicyGate gate = RunningRouter.gateWith(policy(HERE, false));
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        int role = registry.register(RoleDefinition.getClassSchema().getFullName(), RoleDefinition.getClassSchema());
        try (RunningRouter router = new RunningRouter(broker.address(), gate, gate, ReadableAudit::new, registry)) {
            await().atMost(PATIENCE).until(() -> router.health().isReady());
            registry.failWith(Kind.UNAVAILABLE);

            // when
            broker.publish(ROLES, "silent", 0, 3, number -> WireFormat.frame(role, utf8("role")));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(router.health().notReady()).contains("schema registry does not answer"));

            // then
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> broker.countNow(Topics.home(DataClass.ROLE_DEFINITIONS), "silent") == 0
                            && broker.countNow(Topics.QUARANTINE, "silent") == 0);
            assertThat(router.failures("error")).isZero();
            await().atMost(PATIENCE).until(() -> router.failures("registry-silent") > 0);

            // when
            registry.recover();

            // then
            int sent = 3 * RouterBroker.DEVICES;
            assertThat(broker.arrived(Topics.home(DataClass.ROLE_DEFINITIONS), "silent", sent))
                    .hasSize(sent);
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldLetEveryTaskSayWhichPolicyItDecidesBy() {
        // given
        FakePolicyGate gate = RunningRouter.gateWith(policy(HERE, false)).generation(HERE, 5);
        try (RunningRouter router = new RunningRouter(broker.address(), gate);
                RecordsProbe probe = RecordsProbe.committed(broker.address(), Topics.ACKS)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(said(router, probe)).isEqualTo(everyTask(5L)));

            // when
            gate.generation(HERE, 6);
            long changed = System.nanoTime();

            // then
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(said(router, probe)).isEqualTo(everyTask(6L)));
            System.out.printf(
                    "every task had said its generation %d ms after it changed%n",
                    Duration.ofNanos(System.nanoTime() - changed).toMillis());
        }
    }

    private static Map<String, Long> everyTask(long generation) {
        Map<String, Long> tasks = new TreeMap<>();
        for (int partition = 0; partition < RouterBroker.PARTITIONS; partition++) {
            tasks.put("router/eu-west/0_" + partition, generation);
        }
        return tasks;
    }

    private static Map<String, Long> said(RunningRouter router, RecordsProbe probe) {
        FramedReader<PolicyAcknowledgement> reader =
                FramedReader.specific(router.registry, PolicyAcknowledgement.getClassSchema());
        Map<String, Long> said = new TreeMap<>();
        List<ConsumerRecord<byte[], byte[]>> words = probe.readAll();
        for (ConsumerRecord<byte[], byte[]> word : words) {
            said.put(
                    new String(word.key(), StandardCharsets.UTF_8),
                    reader.read(word.value()).getGenerations().getOrDefault("eu-west", 0L));
        }
        return said;
    }
}

package io.domicile.router;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.ReadableAudit;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The router starts before what it needs, says what it waits for, and routes once all of it is there. */
@Timeout(value = 400, unit = SECONDS)
class RouterStartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);
    private static final String HOME = Topics.home(DataClass.TELEMETRY);

    private final FakePolicyGate gate = RunningRouter.gateWith(policy(HERE, false));
    private RouterBroker broker;

    @BeforeEach
    void startBroker() {
        broker = new RouterBroker();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldWaitForTheRegistryAndForMissingTopics() throws Exception {
        // given
        AtomicBoolean registryAnswers = new AtomicBoolean();
        try (Admin admin = broker.kafka.admin()) {
            admin.deleteTopics(List.of(HOME)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(HOME));
        }
        try (RunningRouter router = new RunningRouter(
                broker.address(), gate, gate, () -> encoder(registryAnswers), new InMemorySchemaRegistry())) {
            // then
            awaitReason(router, "schema registry: UNAVAILABLE");

            // when
            registryAnswers.set(true);

            // then
            awaitReason(router, "missing topics: home.telemetry");

            // when
            broker.kafka.createTopics(List.of(new NewTopic(HOME, RouterBroker.PARTITIONS, (short) 1)));

            // then
            await().atMost(PATIENCE).until(() -> router.health().isReady());
            broker.publish(INGRESS, "late", 0, 2);
            assertThat(broker.arrived(HOME, "late", 2 * RouterBroker.DEVICES)).hasSize(2 * RouterBroker.DEVICES);
        }
    }

    @Test
    void shouldStartWithoutItsBrokerAndCloseInTime() throws Exception {
        // given
        broker.publish(INGRESS, "dark", 0, 2);
        broker.kafka.stop();
        try (RunningRouter router = new RunningRouter(broker.address(), gate)) {
            assertThat(router.health().alive()).isTrue();
            assertThat(router.health().isReady()).isFalse();

            // when
            broker.kafka.start();

            // then
            assertThat(broker.arrived(HOME, "dark", 2 * RouterBroker.DEVICES)).hasSize(2 * RouterBroker.DEVICES);
            await().atMost(PATIENCE).until(() -> router.health().isReady());

            // when
            broker.kafka.stop();
            long closing = System.nanoTime();
            router.close();

            // then
            assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(90));
        }
    }

    private static void awaitReason(RunningRouter router, String reason) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(router.health().notReady()).containsExactly(reason));
    }

    private static AuditEncoder encoder(AtomicBoolean registryAnswers) {
        if (!registryAnswers.get()) {
            throw new SchemaRegistryException(SchemaRegistryException.Kind.UNAVAILABLE, "no answer");
        }
        return new ReadableAudit();
    }
}

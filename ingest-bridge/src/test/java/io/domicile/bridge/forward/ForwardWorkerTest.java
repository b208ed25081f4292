package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.ledger.FakeDelivery;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId ELSEWHERE = new RegionId("us-east");
    private static final byte[] JSON = "{\"t\":1}".getBytes(StandardCharsets.UTF_8);

    private final AcknowledgementLedger ledger = new AcknowledgementLedger();
    private final Epoch epoch = ledger.openEpoch();
    private final Window window = new Window(100, 1_000_000, InstantSource.system());
    private final FakePolicyGate gate = new FakePolicyGate();
    private final TaskQueue queue = new TaskQueue();
    private final PendingProducer producer = new PendingProducer();
    private final PendingProducer successor = new PendingProducer();
    private final Iterator<PendingProducer> producers =
            List.of(producer, successor).iterator();
    private final KafkaSink sink = new KafkaSink(producers::next, problem -> {});
    private final ForwardWorker worker = worker();
    private final Thread thread = new Thread(worker, "worker-under-test");

    @BeforeEach
    void start() {
        gate.put(policy("acme", HERE, false));
        gate.put(policy("dunes", ELSEWHERE, true));
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        worker.abandon();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldAcknowledgeOnlyAfterKafkaHoldsTheRecord() {
        // given
        FakeDelivery delivery = publish("v1/acme/dev-7/telemetry", false);
        await().atMost(PATIENCE).until(() -> producer.history().size() == 1);
        assertThat(delivery.acknowledgements()).isZero();

        // when
        producer.completeNext();

        // then
        assertThat(producer.history().get(0).topic()).isEqualTo(Topics.ingress(DataClass.TELEMETRY));
        assertThat(delivery.acknowledgements()).isOne();
        assertThat(ledger.snapshot().ended(Ending.STORED)).isOne();
    }

    @Test
    void shouldDecideNothingWhileTheGateIsClosed() {
        // given
        gate.close(GateStatus.Reason.MANIFEST_MISMATCH);
        FakeDelivery delivery = publish("v1/acme/dev-7/telemetry", false);
        await().atMost(PATIENCE)
                .until(() -> worker.heldBackBecause()
                        .filter("policy gate closed"::equals)
                        .isPresent());
        assertThat(producer.history()).isEmpty();

        // when
        gate.open();

        // then
        await().atMost(PATIENCE).until(() -> producer.history().size() == 1);
        assertThat(delivery.acknowledgements()).isZero();
    }

    @Test
    void shouldAcknowledgeWhatItRefusesOnlyAfterTheAuditHoldsIt() {
        // given
        FakeDelivery delivery = publish("v1/dunes/dev-7/telemetry", false);
        await().atMost(PATIENCE).until(() -> producer.history().size() == 1);
        assertThat(delivery.acknowledgements()).isZero();

        // when
        producer.completeNext();

        // then
        assertThat(producer.history().get(0).topic()).isEqualTo(Topics.AUDIT);
        assertThat(producer.history().get(0).key()).isNull();
        assertThat(delivery.acknowledgements()).isOne();
        assertThat(ledger.snapshot().ended(Ending.STRICT_RESIDENCY)).isOne();
    }

    @Test
    void shouldSendAgainInTheOrderOfArrivalWhatKafkaFailedToWrite() {
        // given
        List<FakeDelivery> deliveries = IntStream.range(0, 50)
                .mapToObj(number -> publish("v1/acme/dev-" + number + "/telemetry", false))
                .toList();
        await().atMost(PATIENCE).until(() -> producer.history().size() >= 10);

        // when
        producer.errorNext(new KafkaException("told to fail"));

        // then
        await().atMost(PATIENCE).until(() -> successor.history().size() == 50);
        assertThat(successor.history().stream().map(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(number -> "acme/dev-" + number)
                        .toList());
        assertThat(deliveries).allMatch(delivery -> delivery.acknowledgements() == 0);
        assertThat(ledger.snapshot().inFlight()).isEqualTo(50);
    }

    @Test
    void shouldCountAsDroppedWhatNobodyDeliversAgainAndKafkaDidNotTakeInTime() throws InterruptedException {
        // given
        FakeDelivery delivery = publish("v1/acme/dev-7/telemetry", true);
        await().atMost(PATIENCE).until(() -> producer.history().size() == 1);

        // when
        worker.abandon();
        thread.join(PATIENCE.toMillis());

        // then
        assertThat(delivery.acknowledgements()).isOne();
        assertThat(ledger.snapshot().ended(Ending.STOPPING)).isOne();
        assertThat(ledger.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldLeaveNoPlaceTakenWhenItEndsThoughMessagesCameAfterTheStop() throws InterruptedException {
        // given
        FakeDelivery taken = publish("v1/acme/dev-7/telemetry", false);
        await().atMost(PATIENCE).until(() -> producer.history().size() == 1);
        queue.stopIntake(ledger.mark());
        FakeDelivery late = publish("v1/acme/dev-8/telemetry", false);
        producer.completeNext();
        assertThat(window.messages()).isOne();

        // when
        worker.abandon();
        thread.join(PATIENCE.toMillis());

        // then
        assertThat(window.messages()).isZero();
        assertThat(taken.acknowledgements()).isOne();
        assertThat(late.acknowledgements()).isZero();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void shouldLeaveNoPlaceTakenWhenItIsInterruptedWithAMessageInHand() throws InterruptedException {
        // given
        gate.close(GateStatus.Reason.LOADING);
        FakeDelivery held = publish("v1/acme/dev-7/telemetry", false);
        await().atMost(PATIENCE)
                .until(() -> worker.heldBackBecause()
                        .filter("policy gate closed"::equals)
                        .isPresent());

        // when
        thread.interrupt();
        thread.join(PATIENCE.toMillis());

        // then
        assertThat(worker.isDead()).isTrue();
        assertThat(window.messages()).isZero();
        assertThat(held.acknowledgements()).isZero();
    }

    private FakeDelivery publish(String topic, boolean atMostOnce) {
        FakeDelivery delivery = new FakeDelivery(
                new MqttMessage(topic, JSON, null, List.of(), Transport.plain(atMostOnce ? 0 : 1)), atMostOnce);
        epoch.register(delivery, InstantSource.system().instant(), place()).ifPresent(queue::take);
        return delivery;
    }

    private Window.Place place() {
        try {
            return window.enter(JSON.length, Duration.ZERO).orElseThrow();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private ForwardWorker worker() {
        BridgeMeters meters = new BridgeMeters(new SimpleMeterRegistry(), HERE);
        return ForwardWorker.create(
                queue,
                sink,
                gate,
                new Admissions(new ResidencyDecision(HERE, Set.of(ELSEWHERE)), Optional.empty()),
                () -> new Encoders(
                        new PayloadEncoder(new InMemorySchemaRegistry(), PayloadKind.JSON),
                        new RefusalAudit(decision -> new byte[] {1})),
                PayloadKind.JSON,
                TopicSizes.INGRESS,
                new RefusalNotices(
                        (topic, json, expiry, done) -> done.accept(true),
                        Catalogues.builtIn(),
                        Duration.ofHours(1),
                        InstantSource.system(),
                        meters),
                meters,
                InstantSource.system());
    }

    private static OrganizationPolicy policy(String organization, RegionId home, boolean strict) {
        return new OrganizationPolicy(
                new OrganizationId(organization), home, List.of(), strict, false, OrganizationState.ACTIVE, 1);
    }

    /** Knows every topic, and fails what it has not written when it is closed, as the real one does. */
    private static final class PendingProducer extends MockProducer<byte[], byte[]> {

        PendingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }

        @Override
        public void close(Duration timeout) {
            boolean pending = true;
            while (pending) {
                pending = errorNext(new KafkaException("closed"));
            }
            super.close(timeout);
        }
    }
}

package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.admission.IdentityProperty;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.ledger.FakeDelivery;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Hostile messages through all that stands between MQTT and Kafka. {@code -Ddomicile.fuzz=1000000} sets how many,
 * {@code -Ddomicile.fuzz.seed=<number>} others than those of every build.
 */
class MappingFuzzTest {

    private static final int MESSAGES = Integer.getInteger("domicile.fuzz", 250_000);
    private static final long SEED = Long.getLong("domicile.fuzz.seed", 20_261_120L);
    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId ROUTED = new RegionId("us-east");
    private static final RegionId UNROUTED = new RegionId("us-west");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    /** Ends that no message brings about by what it is, and such as would be faults of the bridge. */
    private static final Set<Ending> NOT_BY_A_MESSAGE = EnumSet.of(
            Ending.UNPROCESSABLE,
            Ending.BLOCKED,
            Ending.REFUSED,
            Ending.CONNECTION_ENDED,
            Ending.NO_ROOM,
            Ending.STOPPING);

    private final Random random = new Random(SEED);
    private final AcknowledgementLedger ledger = new AcknowledgementLedger();
    private final Epoch epoch = ledger.openEpoch();
    private final TaskQueue queue = new TaskQueue();
    private final FickleProducer producer = new FickleProducer();
    private final FakePolicyGate gate = new FakePolicyGate();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final SimpleMeterRegistry meterRegistry = new SimpleMeterRegistry();

    @Test
    void shouldAccountForEveryMessageWhateverItIs() throws InterruptedException {
        // given
        policies();
        MessageProcessor believing = processor(Optional.of(IdentityProperty.named(HostileMessages.IDENTITY)));
        MessageProcessor plain = processor(Optional.empty());
        HostileMessages messages = new HostileMessages(random, registry);

        // when
        for (int number = 0; number < MESSAGES; number++) {
            boolean identity = random.nextInt(3) == 0;
            MqttMessage message = messages.next();
            FakeDelivery delivery =
                    new FakeDelivery(message, message.transport().qualityOfService() == 0);
            try {
                epoch.register(delivery, NOW).ifPresent(queue::take);
                handle(identity ? believing : plain);
                RecordRules.check(producer.written, message, identity);
            } catch (RuntimeException | Error escaped) {
                throw new AssertionError("message " + number + " of seed " + SEED, escaped);
            }
            if (delivery.acknowledgements() != 1) {
                throw new AssertionError("message " + number + " of seed " + SEED + " is not acknowledged once");
            }
        }

        // then
        CountSnapshot counts = ledger.snapshot();
        assertThat(counts.acknowledged()).isEqualTo(counts.atLeastOnce());
        assertThat(counts.received()).isEqualTo(MESSAGES);
        assertThat(counts.inFlight()).isZero();
        assertThat(counts.ended().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(MESSAGES);
        assertThat(meterRegistry
                        .get("domicile.bridge.callback.failures")
                        .counter()
                        .count())
                .isZero();
        assertThat(counts.ended()).allSatisfy((ending, count) -> {
            if (NOT_BY_A_MESSAGE.contains(ending)) {
                assertThat(count).as(ending.name()).isZero();
            } else {
                assertThat(count).as(ending.name()).isGreaterThanOrEqualTo(leastOf(ending));
            }
        });
    }

    /** Fewer would mean that the messages no longer reach what they are meant to try. */
    private static long leastOf(Ending ending) {
        return switch (ending) {
            case STORED -> MESSAGES / 8;
            case TOPIC_OUTSIDE_TEMPLATE, MALFORMED_JSON -> MESSAGES / 25;
            case MALFORMED_FRAME,
                    UNKNOWN_SCHEMA,
                    WRONG_SCHEMA,
                    DUPLICATE_READING,
                    MALFORMED_TIME,
                    NUMBER_OUT_OF_RANGE,
                    STRICT_RESIDENCY,
                    IDENTITY_UNREADABLE,
                    IDENTITY_MISMATCH -> MESSAGES / 400;
            default -> MESSAGES / 50_000;
        };
    }

    private void handle(MessageProcessor processor) throws InterruptedException {
        producer.refusals = 0;
        for (Optional<Task> task = queue.next(Duration.ZERO); task.isPresent(); task = queue.next(Duration.ZERO)) {
            Holding holding = processor.attempt(task.get());
            if (holding != Holding.NOTHING) {
                throw new AssertionError("held back: " + holding);
            }
        }
    }

    private MessageProcessor processor(Optional<IdentityProperty> identity) {
        BridgeMeters meters = new BridgeMeters(meterRegistry, HERE);
        RefusalNotices notices = new RefusalNotices(
                (topic, json, expiry, done) -> done.accept(true),
                Catalogues.builtIn(),
                Duration.ofHours(1),
                InstantSource.fixed(NOW),
                meters);
        KafkaSink sink = new KafkaSink(() -> producer, problem -> {});
        Completion completion = new Completion(queue, sink, notices, meters, InstantSource.fixed(NOW));
        return new MessageProcessor(
                gate,
                new Dispositions(
                        new Admissions(new ResidencyDecision(HERE, Set.of(ROUTED)), identity),
                        new Encoders(new PayloadEncoder(registry, PayloadKind.JSON), new RefusalAudit(decision ->
                                new byte[] {1})),
                        new Records(PayloadKind.JSON, new PropertyHeaders(meters, identity)),
                        TopicSizes.INGRESS,
                        completion::handlingFailed),
                sink,
                completion);
    }

    private void policies() {
        gate.put(policy("acme", HERE, false, OrganizationState.ACTIVE));
        gate.put(policy("away", ROUTED, false, OrganizationState.ACTIVE));
        gate.put(policy("strict-away", ROUTED, true, OrganizationState.ACTIVE));
        gate.put(policy("suspended", HERE, false, OrganizationState.SUSPENDED));
        gate.put(policy("unrouted", UNROUTED, false, OrganizationState.ACTIVE));
        gate.unreadable(new OrganizationId("unreadable"));
        gate.stale(new OrganizationId("stale"));
    }

    private static OrganizationPolicy policy(
            String organization, RegionId home, boolean strict, OrganizationState state) {
        return new OrganizationPolicy(new OrganizationId(organization), home, List.of(), strict, false, state, 1);
    }

    /** Writes what it is given at once, but rejects one record in a hundred as Kafka does; never a reference. */
    private static final class FickleProducer extends MockProducer<byte[], byte[]> {

        private final Random whims = new Random(SEED);
        private ProducerRecord<byte[], byte[]> written;
        private int refusals;

        FickleProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            boolean isReference = record.topic().equals(Topics.AUDIT)
                    || record.headers().lastHeader(HeaderNames.OMITTED_BYTES) != null;
            if (!isReference && refusals < 2 && whims.nextInt(100) == 0) {
                refusals++;
                callback.onCompletion(
                        null, whims.nextBoolean() ? new InvalidRecordException("no") : new RecordTooLargeException());
                return null;
            }
            written = record;
            callback.onCompletion(null, null);
            return null;
        }
    }
}

package io.domicile.kit.barrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.audit.SingleSchemaRegistry;
import io.domicile.kit.policy.MapSchemaRegistry;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What an announcer writes is what a reader reads. */
class AcknowledgementsTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final Member BRIDGE = new Member(MemberKind.BRIDGE, HERE, "bridge/with/slashes");
    private static final Acknowledgement WORD = new Acknowledgement(
            BRIDGE,
            Map.of(HERE, 7L, new RegionId("us-east"), 3L),
            5,
            4,
            Duration.ofSeconds(10),
            Duration.ofMillis(1500));

    private final SingleSchemaRegistry registry = new SingleSchemaRegistry();
    private final AcknowledgementEncoder encoder =
            new AcknowledgementEncoder(registry, InstantSource.fixed(Instant.EPOCH));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Announcer announcer = new Announcer(producer, encoder);

    @Test
    void shouldReadWhatWasSaidLast() {
        announcer.announce(Acknowledgement.of(BRIDGE, Map.of(HERE, 1L), Duration.ZERO, Duration.ZERO));
        announcer.announce(WORD);

        assertThat(read()).containsExactly(Map.entry(BRIDGE, Optional.of(WORD)));
    }

    @Test
    void shouldForgetAMemberThatWithdrew() {
        announcer.announce(WORD);
        announcer.withdraw(BRIDGE);

        assertThat(read()).isEmpty();
    }

    @Test
    void shouldShowAMemberWhoseWordCannotBeRead() {
        announcer.announce(WORD);
        write(BRIDGE.toKey(), "nonsense".getBytes(UTF_8));

        assertThat(read()).containsExactly(Map.entry(BRIDGE, Optional.empty()));
    }

    @Test
    void shouldNotBelieveAWordInTheNameOfAnother() {
        Member other = new Member(MemberKind.BRIDGE, HERE, "other");
        write(other.toKey(), encoder.encode(WORD));

        assertThat(read()).containsExactly(Map.entry(other, Optional.empty()));
    }

    @Test
    void shouldPassOverKeysThatAreNoMembers() {
        write("bridge/eu-west/".getBytes(UTF_8), encoder.encode(WORD));
        write("pirate/eu-west/x".getBytes(UTF_8), encoder.encode(WORD));
        write("bridge/EU/x".getBytes(UTF_8), encoder.encode(WORD));
        write(null, encoder.encode(WORD));

        assertThat(read()).isEmpty();
    }

    @Test
    void shouldOverlookNothingOfABatchInWhichTheRegistryWasSilent() {
        announcer.announce(WORD);
        Member other = new Member(MemberKind.BRIDGE, HERE, "behind-it");
        announcer.announce(Acknowledgement.of(other, Map.of(HERE, 2L), Duration.ZERO, Duration.ZERO));
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(Topics.ACKS, 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        MapSchemaRegistry silent = new MapSchemaRegistry(registry.idOf("any", PolicyAcknowledgement.getClassSchema()));
        silent.register("any", PolicyAcknowledgement.getClassSchema());
        silent.failure = SchemaRegistryException.Kind.UNAVAILABLE;
        try (AcknowledgementReader reader = new AcknowledgementReader(consumer, patience -> 2L, () -> {}, silent)) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 2; i++) {
                    ProducerRecord<byte[], byte[]> said = producer.history().get(i);
                    consumer.addRecord(new ConsumerRecord<>(Topics.ACKS, 0, i, said.key(), said.value()));
                }
                if (round == 0) {
                    assertThatThrownBy(() -> reader.read(Duration.ofSeconds(5)))
                            .isInstanceOf(SchemaRegistryException.class);
                    silent.failure = null;
                }
            }

            assertThat(reader.read(Duration.ofSeconds(5))).containsKeys(BRIDGE, other);
        }
    }

    @Test
    void shouldSayWhetherTheBrokersHoldTheWord() {
        var held = announcer.announce(WORD);
        var refused = announcer.announce(WORD);

        producer.completeNext();
        producer.errorNext(new TopicAuthorizationException(Topics.ACKS));

        assertThat(held).isCompleted();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private void write(byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.ACKS, 0, key, value));
    }

    private Map<Member, Optional<Acknowledgement>> read() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(Topics.ACKS, 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        List<ProducerRecord<byte[], byte[]>> said = producer.history();
        try (AcknowledgementReader reader =
                new AcknowledgementReader(consumer, patience -> (long) said.size(), () -> {}, registry)) {
            for (int i = 0; i < said.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>(
                        Topics.ACKS, 0, i, said.get(i).key(), said.get(i).value()));
            }
            return reader.read(Duration.ofSeconds(5));
        }
    }
}

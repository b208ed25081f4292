package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.serde.FramedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task says of the policy it decides by, and when. */
class AcknowledgingTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final RouterDriver router = new RouterDriver();

    @BeforeEach
    void home() {
        router.gate.put(policy(HERE, false)).generation(HERE, 3);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void shouldSayItsGenerationsBeforeItsFirstDecision() {
        // when
        router.pipe(DataClass.TELEMETRY);
        router.pipe(DataClass.TELEMETRY);

        // then
        List<TestRecord<byte[], byte[]>> said = router.acknowledgements();
        assertThat(said).hasSize(1);
        assertThat(new String(said.get(0).key(), UTF_8)).isEqualTo("router/eu-west/0_0");
        PolicyAcknowledgement word = read(said.get(0));
        assertThat(word.getKind()).isEqualTo("router");
        assertThat(word.getMember()).isEqualTo("0_0");
        assertThat(word.getGenerations()).isEqualTo(Map.of("eu-west", 3L));
        assertThat(word.getTransactionTimeoutMs()).isEqualTo(5000);
    }

    @Test
    void shouldSayThemWithoutAnyRecordAndSayNothingTwice() {
        router.advance(TICK);
        assertThat(router.acknowledgements()).hasSize(1);

        router.advance(TICK);
        assertThat(router.acknowledgements()).isEmpty();
    }

    @Test
    void shouldSayNewGenerationsAtTheNextTick() {
        // given
        router.advance(TICK);
        router.acknowledgements();

        // when
        router.gate.generation(US_EAST, 8);
        router.advance(TICK);

        // then
        assertThat(read(router.acknowledgements().get(0)).getGenerations())
                .isEqualTo(Map.of("eu-west", 3L, "us-east", 8L));
    }

    @Test
    void shouldRepeatItselfEveryFiveSeconds() {
        // given
        router.advance(TICK);
        router.acknowledgements();

        // when
        for (int tick = 0; tick < 50; tick++) {
            assertThat(router.acknowledgements()).isEmpty();
            router.advance(TICK);
        }

        // then
        assertThat(router.acknowledgements()).hasSize(1);
    }

    @Test
    void shouldSayNothingWhileTheGateIsClosed() {
        // given
        router.gate.close(GateStatus.Reason.LOADING);

        // when
        router.advance(TICK);

        // then
        assertThat(router.acknowledgements()).isEmpty();
    }

    @Test
    void shouldNotSpeakRightAfterItWasAwayForLong() {
        // given
        router.advance(TICK);
        router.acknowledgements();
        router.gate.generation(HERE, 4);

        // when
        router.advance(Duration.ofSeconds(7));

        // then
        assertThat(router.acknowledgements()).isEmpty();

        // when
        router.advance(TICK);

        // then
        assertThat(router.acknowledgements()).hasSize(1);
    }

    private PolicyAcknowledgement read(TestRecord<byte[], byte[]> said) {
        return FramedReader.<PolicyAcknowledgement>specific(router.registry, PolicyAcknowledgement.getClassSchema())
                .read(said.value());
    }
}

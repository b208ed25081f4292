package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.ledger.FakeDelivery;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.ledger.Window;
import io.domicile.testkit.fake.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskQueueTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final AcknowledgementLedger ledger = new AcknowledgementLedger();
    private final Epoch epoch = ledger.openEpoch();
    private final Window window = new Window(100, 1_000_000, clock);
    private final TaskQueue queue = new TaskQueue();
    private final List<FakeDelivery> deliveries = new ArrayList<>();

    @Test
    void shouldKeepThePlaceOfWhatCameAfterTheStopUntilItsConnectionHasEnded() throws InterruptedException {
        // given
        queue.stopIntake(ledger.mark());
        queue.take(message(false));

        // when
        queue.connectionEnded();
        assertThat(window.messages()).isOne();
        epoch.close();
        queue.connectionEnded();

        // then
        assertThat(window.messages()).isZero();
        assertThat(queue.next(AT_ONCE)).isEmpty();
        assertThat(deliveries).allMatch(delivery -> delivery.acknowledgements() == 0);
        assertThat(ledger.snapshot().ended(Ending.CONNECTION_ENDED)).isOne();
    }

    @Test
    void shouldGiveThePlaceOfWhatCameAfterTheStopBackOnceWhenTheWorkerEnds() throws InterruptedException {
        // given
        message(false);
        queue.stopIntake(ledger.mark());
        queue.take(message(false));
        assertThat(window.messages()).isEqualTo(2);

        // when
        queue.abandon();
        epoch.close();
        queue.connectionEnded();
        queue.abandon();

        // then the other's place is its own
        assertThat(window.messages()).isOne();
        assertThat(deliveries).allMatch(delivery -> delivery.acknowledgements() == 0);
    }

    @Test
    void shouldKeepNoPlaceOfWhatComesAfterTheWorkerHasEnded() throws InterruptedException {
        // given
        InFlight under = message(false);
        queue.stopIntake(ledger.mark());
        queue.abandon();

        // when
        queue.take(message(false));
        queue.take(message(true));
        queue.again(Task.of(under));

        // then
        assertThat(window.messages()).isZero();
        assertThat(queue.next(AT_ONCE)).isEmpty();
        assertThat(deliveries).map(FakeDelivery::acknowledgements).containsExactly(0, 0, 1);
        assertThat(ledger.snapshot().ended(Ending.STOPPING)).isOne();
    }

    @Test
    void shouldHandWhatWasReceivedBeforeTheStopToTheWorkerThoughItIsTakenAfterIt() throws InterruptedException {
        // given
        InFlight before = message(false);
        queue.stopIntake(ledger.mark());

        // when
        queue.take(before);
        queue.take(message(false));

        // then
        assertThat(queue.next(AT_ONCE)).map(Task::message).contains(before);
        assertThat(queue.next(AT_ONCE)).isEmpty();
    }

    @Test
    void shouldHoldWhatComesAfterTheWorkerDiedUntilIntakeIsStopped() throws InterruptedException {
        // given
        queue.abandon();

        // when
        queue.take(message(false));
        queue.take(message(true));
        assertThat(window.messages()).isEqualTo(2);
        queue.stopIntake(ledger.mark());

        // then
        assertThat(window.messages()).isZero();
        assertThat(deliveries).map(FakeDelivery::acknowledgements).containsExactly(0, 1);
    }

    private InFlight message(boolean atMostOnce) throws InterruptedException {
        FakeDelivery delivery = new FakeDelivery(
                new MqttMessage(
                        "v1/acme/dev-7/telemetry", new byte[0], null, List.of(), Transport.plain(atMostOnce ? 0 : 1)),
                atMostOnce);
        deliveries.add(delivery);
        return epoch.register(
                        delivery, clock.instant(), window.enter(1, AT_ONCE).orElseThrow())
                .orElseThrow();
    }
}

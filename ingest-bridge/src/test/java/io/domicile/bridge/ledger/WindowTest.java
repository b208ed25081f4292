package io.domicile.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.domicile.testkit.fake.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T12:00:00Z"));

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldBoundMessages() throws InterruptedException {
        Window window = new Window(2, 1000, clock);

        assertThat(window.enter(1, AT_ONCE)).isPresent();
        assertThat(window.enter(1, AT_ONCE)).isPresent();
        assertThat(window.enter(1, AT_ONCE)).isEmpty();
        assertThat(window.messages()).isEqualTo(2);
    }

    @Test
    void shouldBoundBytesAndYetLetOneLargeMessageInAlone() throws InterruptedException {
        Window window = new Window(100, 1000, clock);

        Window.Place large = window.enter(5000, AT_ONCE).orElseThrow();
        assertThat(window.enter(1, AT_ONCE)).isEmpty();
        large.leave();

        assertThat(window.enter(600, AT_ONCE)).isPresent();
        assertThat(window.enter(600, AT_ONCE)).isEmpty();
        assertThat(window.bytes()).isEqualTo(600);
    }

    @Test
    void shouldStayClosedUntilAQuarterIsFree() throws InterruptedException {
        Window window = new Window(8, 1000, clock);
        List<Window.Place> places = new ArrayList<>();
        for (int message = 0; message < 8; message++) {
            places.add(window.enter(1, AT_ONCE).orElseThrow());
        }
        assertThat(window.enter(1, AT_ONCE)).isEmpty();

        places.get(0).leave();
        assertThat(window.enter(1, AT_ONCE)).isEmpty();
        assertThat(window.awaitRoom(AT_ONCE)).isFalse();
        places.get(1).leave();

        assertThat(window.awaitRoom(AT_ONCE)).isTrue();
        assertThat(window.enter(1, AT_ONCE)).isPresent();
    }

    @Test
    void shouldGiveAPlaceBackOnce() throws InterruptedException {
        Window window = new Window(8, 1000, clock);
        Window.Place place = window.enter(10, AT_ONCE).orElseThrow();
        assertThat(window.enter(10, AT_ONCE)).isPresent();

        place.leave();
        place.leave();

        assertThat(window.messages()).isEqualTo(1);
        assertThat(window.bytes()).isEqualTo(10);
    }

    @Test
    void shouldLetInWhoWaitsOnceThereIsRoom() throws InterruptedException {
        Window window = new Window(1, 1000, clock);
        Window.Place first = window.enter(1, AT_ONCE).orElseThrow();
        CompletableFuture<Optional<Window.Place>> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                second.complete(window.enter(1, PATIENCE));
            } catch (InterruptedException interrupted) {
                second.completeExceptionally(interrupted);
            }
        });
        waiting.start();
        await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        first.leave();

        assertThat(second.join()).isPresent();
    }

    @Test
    void shouldKeepThePlaceOfAReleasedMessageUntilItIsForgotten() throws InterruptedException {
        Window window = new Window(8, 1000, clock);
        Epoch epoch = new AcknowledgementLedger().openEpoch();
        InFlight message = epoch.register(
                        new FakeDelivery(false),
                        Instant.EPOCH,
                        window.enter(10, AT_ONCE).orElseThrow())
                .orElseThrow();

        epoch.close();
        assertThat(window.messages()).isEqualTo(1);

        message.forget();
        assertThat(window.messages()).isZero();
    }

    @Test
    void shouldKeepNoPlaceForWhatCameAfterTheEnd() throws InterruptedException {
        Window window = new Window(8, 1000, clock);
        Epoch epoch = new AcknowledgementLedger().openEpoch();
        epoch.close();

        assertThat(epoch.register(
                        new FakeDelivery(false),
                        Instant.EPOCH,
                        window.enter(10, AT_ONCE).orElseThrow()))
                .isEmpty();

        assertThat(window.messages()).isZero();
    }

    @Test
    void shouldTellHowLongNothingHasEndedThoughConnectionsDid() throws InterruptedException {
        Window window = new Window(8, 1000, clock);
        Window.Place withKafka = window.enter(10, AT_ONCE).orElseThrow();
        Window.Place queued = window.enter(10, AT_ONCE).orElseThrow();
        clock.advance(Duration.ofSeconds(5));

        queued.abandon();
        assertThat(window.stalledFor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(window.enter(10, AT_ONCE)).isPresent();
        withKafka.leave();

        assertThat(window.stalledFor()).isZero();
    }

    @Test
    void shouldNotBeMadeWithoutRoom() {
        assertThatThrownBy(() -> new Window(0, 1, clock)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(1, 0, clock)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTellWhenAllThatHadAPlaceBeforeATurnHaveLeft() throws InterruptedException {
        Window window = new Window(10, 1000, clock);
        Window.Place first = window.enter(1, AT_ONCE).orElseThrow();
        Window.Place second = window.enter(1, AT_ONCE).orElseThrow();
        assertThat(window.isTurned()).isTrue();

        window.turn();
        Window.Place later = window.enter(1, AT_ONCE).orElseThrow();
        first.leave();
        later.leave();
        assertThat(window.isTurned()).isFalse();
        assertThatThrownBy(window::turn).isInstanceOf(IllegalStateException.class);

        second.abandon();
        assertThat(window.isTurned()).isTrue();
        window.turn();
        assertThat(window.isTurned()).isTrue();
    }
}

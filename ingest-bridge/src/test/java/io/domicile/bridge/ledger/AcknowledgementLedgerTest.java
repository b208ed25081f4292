package io.domicile.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementLedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AcknowledgementLedger ledger = new AcknowledgementLedger();

    @Test
    void shouldAcknowledgeOnceHoweverOftenAMessageEnds() {
        FakeDelivery delivery = new FakeDelivery(false);
        InFlight message = ledger.openEpoch().register(delivery, NOON).orElseThrow();

        assertThat(message.settle(Ending.STORED)).isTrue();
        assertThat(message.settle(Ending.MALFORMED_JSON)).isFalse();

        assertThat(delivery.acknowledgements()).isEqualTo(1);
        assertThat(ledger.snapshot().ended(Ending.STORED)).isEqualTo(1);
        assertThat(ledger.snapshot().ended(Outcome.DEAD_LETTERED)).isZero();
    }

    @Test
    void shouldNeverAcknowledgeWhatItReleased() {
        Epoch epoch = ledger.openEpoch();
        FakeDelivery delivery = new FakeDelivery(false);
        InFlight message = epoch.register(delivery, NOON).orElseThrow();

        assertThat(epoch.close()).isEqualTo(1);
        assertThat(message.settle(Ending.STORED)).isFalse();

        assertThat(delivery.acknowledgements()).isZero();
        assertThat(ledger.snapshot().ended(Outcome.RELEASED)).isEqualTo(1);
        assertThat(epoch.register(new FakeDelivery(false), NOON)).isEmpty();
    }

    @Test
    void shouldCountAMessageAfterItWasAcknowledgedAndNotReleaseItMeanwhile() {
        Epoch epoch = ledger.openEpoch();
        List<CountSnapshot> counts = new ArrayList<>();
        FakeDelivery delivery = new FakeDelivery(false).whenAcknowledged(() -> {
            epoch.close();
            counts.add(ledger.snapshot());
        });
        InFlight message = epoch.register(delivery, NOON).orElseThrow();

        assertThat(message.settle(Ending.STORED)).isTrue();

        assertThat(counts).extracting(CountSnapshot::inFlight).containsExactly(1L);
        assertThat(ledger.snapshot().ended(Outcome.RELEASED)).isZero();
        assertThat(ledger.snapshot().ended(Ending.STORED)).isEqualTo(1);
        assertThat(ledger.snapshot().inFlight()).isZero();
        assertThat(delivery.acknowledgements()).isEqualTo(1);
    }

    @Test
    void shouldKeepMessagesThatNobodyDeliversAgainWhenTheConnectionEnds() {
        Epoch epoch = ledger.openEpoch();
        InFlight message = epoch.register(new FakeDelivery(true), NOON).orElseThrow();

        epoch.close();

        assertThat(message.isSettled()).isFalse();
        assertThat(message.settle(Ending.STORED)).isTrue();
    }

    @Test
    void shouldTellTheAgeOfTheOldestMessage() {
        Epoch epoch = ledger.openEpoch();
        InFlight first = epoch.register(new FakeDelivery(false), NOON).orElseThrow();
        assertThat(epoch.register(new FakeDelivery(false), NOON.plusSeconds(3))).isPresent();

        assertThat(ledger.oldestAge(NOON.plusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
        first.settle(Ending.STORED);
        assertThat(ledger.oldestAge(NOON.plusSeconds(10))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldWaitOnlyForWhatCameBeforeTheMark() throws InterruptedException {
        Epoch epoch = ledger.openEpoch();
        InFlight before = epoch.register(new FakeDelivery(false), NOON).orElseThrow();
        long mark = ledger.mark();
        assertThat(epoch.register(new FakeDelivery(false), NOON)).isPresent();

        assertThat(ledger.awaitSettled(mark, Duration.ofMillis(5))).isFalse();
        before.settle(Ending.STORED);
        assertThat(ledger.awaitSettled(mark, Duration.ofMillis(5))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldEndEveryMessageOnceInAnyOrderOfAcknowledgementsAndDisconnects(long seed) {
        Random random = new Random(seed);
        List<FakeDelivery> deliveries = new ArrayList<>();
        List<InFlight> messages = new ArrayList<>();
        Epoch epoch = ledger.openEpoch();
        for (int step = 0; step < 5_000; step++) {
            int choice = random.nextInt(100);
            if (choice < 50) {
                FakeDelivery delivery = new FakeDelivery(random.nextInt(10) == 0);
                deliveries.add(delivery);
                messages.add(epoch.register(delivery, NOON).orElseThrow());
            } else if (choice < 99 && !messages.isEmpty()) {
                messages.get(random.nextInt(messages.size()))
                        .settle(Ending.values()[random.nextInt(Ending.values().length)]);
            } else {
                epoch.close();
                epoch = ledger.openEpoch();
            }
            assertAddsUp(ledger.snapshot());
        }
        messages.forEach(message -> message.settle(Ending.STORED));

        CountSnapshot counts = ledger.snapshot();
        long acknowledged =
                deliveries.stream().mapToLong(FakeDelivery::acknowledgements).sum();
        assertThat(deliveries).allMatch(delivery -> delivery.acknowledgements() <= 1);
        assertThat(counts.inFlight()).isZero();
        assertThat(counts.received()).isEqualTo(deliveries.size());
        assertThat(acknowledged).isEqualTo(counts.received() - counts.ended(Outcome.RELEASED));
    }

    @Test
    void shouldAddUpAtEveryMomentWhileManyThreadsEndMessages() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean ending = new AtomicBoolean();
        try {
            Epoch epoch = ledger.openEpoch();
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                Random random = new Random(thread);
                work.add(threads.submit(() -> {
                    for (int count = 0; count < 20_000; count++) {
                        InFlight message =
                                epoch.register(new FakeDelivery(false), NOON).orElseThrow();
                        message.settle(Ending.values()[random.nextInt(Ending.values().length)]);
                    }
                }));
            }
            while (!ending.get()) {
                assertAddsUp(ledger.snapshot());
                ending.set(work.stream().allMatch(Future::isDone));
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ledger.snapshot().received()).isEqualTo(60_000);
    }

    private static void assertAddsUp(CountSnapshot counts) {
        long ended = counts.ended().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.received()).isEqualTo(ended + counts.inFlight());
    }
}

package io.domicile.bridge.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.ledger.FakeDelivery;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.residency.RegionId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LedgerMetersTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AcknowledgementLedger ledger = new AcknowledgementLedger();

    @Test
    void shouldAddUpAtEveryScrapeUnderLoad() throws Exception {
        ExecutorService load = Executors.newSingleThreadExecutor();
        AtomicBoolean stop = new AtomicBoolean();
        try (LedgerMeters meters = newMeters()) {
            assertThat(meters).isNotNull();
            Future<?> work = load.submit(() -> messagesUntil(stop));
            await().atMost(Duration.ofSeconds(60)).until(() -> ledger.snapshot().received() > 0);
            double last = -1;
            for (int scrape = 0; scrape < 200; scrape++) {
                String text = registry.scrape();

                double received = sum(text, "domicile_bridge_received_total");
                double ended = sum(text, "domicile_bridge_ended_total");
                assertThat(received).isEqualTo(ended + sum(text, "domicile_bridge_in_flight"));
                assertThat(received).isGreaterThanOrEqualTo(last);
                last = received;
            }
            stop.set(true);
            work.get(30, TimeUnit.SECONDS);
            assertThat(last).isPositive();
        } finally {
            load.shutdownNow();
        }
    }

    @Test
    void shouldShowEverySeriesFromTheStartAndNoneAfterTheEnd() {
        LedgerMeters meters = newMeters();

        assertThat(registry.scrape())
                .contains("domicile_bridge_ended_total{outcome=\"refused\",reason=\"strict-residency\","
                        + "region=\"eu-west\"} 0.0")
                .contains("domicile_bridge_oldest_unacknowledged_seconds{region=\"eu-west\"} 0.0");
        meters.close();
        assertThat(registry.scrape()).doesNotContain("domicile_bridge");
    }

    private LedgerMeters newMeters() {
        return new LedgerMeters(
                registry,
                new RegionId("eu-west"),
                ledger::snapshot,
                () -> ledger.oldestAge(Instant.now()),
                InstantSource.system());
    }

    private void messagesUntil(AtomicBoolean stop) {
        Random random = new Random(7);
        Epoch epoch = ledger.openEpoch();
        Deque<InFlight> open = new ArrayDeque<>();
        MqttMessage message =
                new MqttMessage("v1/acme/dev-7/telemetry", new byte[0], null, List.of(), Transport.plain(1));
        while (!stop.get()) {
            open.add(epoch.register(new FakeDelivery(message, false), Instant.now())
                    .orElseThrow());
            while (open.size() > random.nextInt(50)) {
                open.remove().settle(Ending.values()[random.nextInt(Ending.values().length)]);
            }
        }
    }

    private static double sum(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

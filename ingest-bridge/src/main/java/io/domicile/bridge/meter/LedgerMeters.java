package io.domicile.bridge.meter;

import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.metrics.Labels;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The count identity as meters: within one scrape, received = the sum over {@code outcome} and {@code reason} of ended +
 * in flight. Every series exists from the start.
 */
public final class LedgerMeters implements AutoCloseable {

    private static final double MILLIS_PER_SECOND = 1000;

    private final MeterRegistry registry;
    private final ScrapeSnapshot<CountSnapshot> snapshot;
    private final String region;
    private final List<Meter> registered = new ArrayList<>();

    /**
     * @param counts the counts of all connections
     * @param oldestAge the age of the oldest message in hand
     */
    public LedgerMeters(
            MeterRegistry registry,
            RegionId region,
            Supplier<CountSnapshot> counts,
            Supplier<Duration> oldestAge,
            InstantSource clock) {
        this.registry = registry;
        this.region = region.value();
        this.snapshot = new ScrapeSnapshot<>(counts, clock);
        received("qos-0", CountSnapshot::atMostOnce);
        received("qos-1", CountSnapshot::atLeastOnce);
        registered.add(FunctionCounter.builder(
                        "domicile.bridge.acknowledged",
                        snapshot,
                        taken -> taken.readBy("acknowledged").acknowledged())
                .description("Messages of quality of service 1 that the MQTT client was told to acknowledge")
                .tag(Labels.REGION, this.region)
                .register(registry));
        registered.add(Gauge.builder(
                        "domicile.bridge.head.of.line.blocked",
                        () -> snapshot.readBy("blocked").blocked())
                .description("Messages whose PUBACK waits for an older message's")
                .tag(Labels.REGION, this.region)
                .register(registry));
        for (Ending ending : Ending.values()) {
            ended(ending);
        }
        registered.add(Gauge.builder(
                        "domicile.bridge.in.flight",
                        () -> snapshot.readBy("in flight").inFlight())
                .description("Messages received and not yet ended")
                .tag(Labels.REGION, this.region)
                .register(registry));
        registered.add(Gauge.builder(
                        "domicile.bridge.oldest.unacknowledged",
                        () -> oldestAge.get().toMillis() / MILLIS_PER_SECOND)
                .description("Age of the message that has been in hand longest; 0 when there is none")
                .baseUnit("seconds")
                .tag(Labels.REGION, this.region)
                .register(registry));
    }

    private void received(String kind, ToDoubleFunction<CountSnapshot> value) {
        registered.add(FunctionCounter.builder(
                        "domicile.bridge.received", snapshot, taken -> value.applyAsDouble(taken.readBy(kind)))
                .description("Messages received over MQTT")
                .tag(Labels.REGION, region)
                .tag(Labels.KIND, kind)
                .register(registry));
    }

    private void ended(Ending ending) {
        registered.add(FunctionCounter.builder(
                        "domicile.bridge.ended",
                        snapshot,
                        counts -> counts.readBy(ending).ended(ending))
                .description("Messages by the way they ended")
                .tag(Labels.REGION, region)
                .tag(Labels.OUTCOME, ending.outcome().code())
                .tag(Labels.REASON, ending.reason())
                .register(registry));
    }

    /** Removes the meters, so that another bridge of the region may register its own. */
    @Override
    public void close() {
        registered.forEach(registry::remove);
    }
}

package io.domicile.bridge.meter;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.metrics.Labels;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

    public LedgerMeters(MeterRegistry registry, RegionId region, AcknowledgementLedger ledger, InstantSource clock) {
        this.registry = registry;
        this.region = region.value();
        this.snapshot = new ScrapeSnapshot<>(ledger::snapshot, clock);
        counter("domicile.bridge.received", "Messages received over MQTT", CountSnapshot::received);
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
                        () -> ledger.oldestAge(clock.instant()).toMillis() / MILLIS_PER_SECOND)
                .description("Age of the message that has been in hand longest; 0 when there is none")
                .baseUnit("seconds")
                .tag(Labels.REGION, this.region)
                .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<CountSnapshot> value) {
        registered.add(FunctionCounter.builder(name, snapshot, counts -> value.applyAsDouble(counts.readBy(name)))
                .description(description)
                .tag(Labels.REGION, region)
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

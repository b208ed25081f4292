package io.domicile.replicator.metrics;

import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.offset.SyncOutcome;
import io.domicile.replicator.offset.SyncReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the groups' offsets at the target. What is not known is {@code NaN}, never 0. */
public final class GroupMeters implements SyncReport, AutoCloseable {

    private final MeterRegistry meters;
    private final List<Meter> gauges = new ArrayList<>();
    private final Counter failures;
    private volatile Optional<Map<SyncOutcome, Integer>> last = Optional.empty();

    public GroupMeters(MeterRegistry meters, Link link) {
        this.meters = meters;
        Tags common = Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label());
        for (SyncOutcome outcome : SyncOutcome.values()) {
            gauges.add(Gauge.builder("domicile.link.group.offsets", this, now -> now.count(outcome))
                    .description(
                            "Offsets that groups have committed at the source, by what became of them at the target")
                    .tags(common.and(Labels.OUTCOME, outcome.outcome(), Labels.REASON, outcome.reason()))
                    .strongReference(true)
                    .register(meters));
        }
        this.failures = Counter.builder("domicile.link.group.sync.failures")
                .description("Rounds of synchronizing groups that failed")
                .tags(common)
                .register(meters);
    }

    @Override
    public void done(Map<SyncOutcome, Integer> counts) {
        last = Optional.of(Map.copyOf(counts));
    }

    @Override
    public void failed() {
        last = Optional.empty();
        failures.increment();
    }

    private double count(SyncOutcome outcome) {
        return last.map(counts -> (double) counts.getOrDefault(outcome, 0)).orElse(Double.NaN);
    }

    @Override
    public void close() {
        gauges.forEach(meters::remove);
    }
}

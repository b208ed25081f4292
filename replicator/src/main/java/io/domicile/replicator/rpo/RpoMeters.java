package io.domicile.replicator.rpo;

import io.domicile.kit.metrics.Labels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a link's exposure means for each tier's objective, as gauges. Closing takes them away. */
public final class RpoMeters implements AutoCloseable {

    private final MeterRegistry meters;
    private final List<Gauge> gauges = new ArrayList<>();

    /**
     * @param common region and link
     * @param exposure of the whole link now
     */
    public RpoMeters(MeterRegistry meters, Tags common, List<RpoObjective> objectives, Supplier<Duration> exposure) {
        this.meters = meters;
        for (RpoObjective objective : objectives) {
            Tags tags = common.and(Labels.KIND, objective.tier());
            gauges.add(Gauge.builder("domicile.link.rpo.used.ratio", () -> objective.used(exposure.get()))
                    .description("Share of the tier's recovery point objective that the link has used up; 1 is all")
                    .tags(tags)
                    .register(meters));
            gauges.add(Gauge.builder(
                            "domicile.link.rpo.level",
                            () -> objective.level(exposure.get()).ordinal())
                    .description("0 below half of the tier's objective, 1 from 50 %, 2 from 80 %, 3 from 100 %")
                    .tags(tags)
                    .register(meters));
        }
    }

    @Override
    public void close() {
        gauges.forEach(meters::remove);
    }
}

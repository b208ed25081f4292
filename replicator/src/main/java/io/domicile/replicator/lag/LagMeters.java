package io.domicile.replicator.lag;

import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.lag.LagStatus.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/** The gauges of a link's lag, per source partition. What is not known is {@code NaN}, never 0. */
public final class LagMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry meters;
    private final Tags common;
    private final Map<TopicPartition, List<Meter>> gauges = new ConcurrentHashMap<>();

    /**
     * @param region the target region, where the link runs
     * @param link {@code source->target}
     */
    public LagMeters(MeterRegistry meters, String region, String link) {
        this.meters = meters;
        this.common = Tags.of(Labels.REGION, region, Labels.LINK, link);
    }

    void add(TopicPartition source, LagTracker tracker) {
        Tags tags = tagsOf(source);
        List<Meter> added = new ArrayList<>();
        added.add(gauge("domicile.link.lag.records", tags, tracker, LagMeters::records)
                .description("Source offsets the ledger has not reached; NaN where not known")
                .register(meters));
        added.add(gauge("domicile.link.lag.seconds", tags, tracker, reading -> seconds(reading.lag()))
                .description(
                        "How long the oldest record not yet replicated has been waiting, at most; NaN where not known")
                .register(meters));
        added.add(gauge("domicile.link.rpo.seconds", tags, tracker, reading -> seconds(reading.sinceProvenInSync()))
                .description("Time since the mirror was last proven in sync; NaN where it never was")
                .register(meters));
        added.add(gauge("domicile.link.sample.age.seconds", tags, tracker, reading -> seconds(reading.sampleAge()))
                .description("Age of the last sample of the source's end; NaN where there is none")
                .register(meters));
        for (Kind kind : Kind.values()) {
            added.add(gauge("domicile.link.lag.status", tags.and(Labels.KIND, kind.code()), tracker, is(kind))
                    .description("1 where the partition is in the state of this kind, else 0")
                    .register(meters));
        }
        gauges.put(source, List.copyOf(added));
    }

    void remove(TopicPartition source) {
        List<Meter> removed = gauges.remove(source);
        if (removed != null) {
            removed.forEach(meters::remove);
        }
    }

    void sampleFailed(TopicPartition source) {
        Counter.builder("domicile.link.sample.failures")
                .description("Samples of the source's end that failed")
                .tags(tagsOf(source))
                .register(meters)
                .increment();
    }

    private static Gauge.Builder<LagTracker> gauge(
            String name, Tags tags, LagTracker tracker, ToDoubleFunction<LagReading> value) {
        return Gauge.builder(name, tracker, present -> value.applyAsDouble(present.read()))
                .strongReference(true)
                .tags(tags);
    }

    private static ToDoubleFunction<LagReading> is(Kind kind) {
        return reading -> reading.status().kind() == kind ? 1 : 0;
    }

    private static double records(LagReading reading) {
        return reading.records().isPresent() ? reading.records().getAsLong() : Double.NaN;
    }

    private static double seconds(Optional<Duration> time) {
        return time.map(duration -> duration.toNanos() / NANOS_PER_SECOND).orElse(Double.NaN);
    }

    private Tags tagsOf(TopicPartition source) {
        return common.and(Labels.TOPIC, source.topic(), Labels.PARTITION, Integer.toString(source.partition()));
    }
}

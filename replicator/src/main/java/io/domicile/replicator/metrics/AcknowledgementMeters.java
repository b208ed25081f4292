package io.domicile.replicator.metrics;

import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.link.AcknowledgementListener;
import io.domicile.replicator.link.Link;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the lanes acknowledge to the source. Closing removes the gauges. */
public final class AcknowledgementMeters implements AcknowledgementListener, AutoCloseable {

    private final MeterRegistry meters;
    private final Tags common;
    private final Map<LaneId, Word> words = new ConcurrentHashMap<>();
    private final Queue<Gauge> gauges = new ConcurrentLinkedQueue<>();

    public AcknowledgementMeters(MeterRegistry meters, Link link) {
        this.meters = meters;
        this.common = Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label());
    }

    @Override
    public void acknowledges(LaneId lane, long decided, long tombstoned, long erased) {
        Word word = words.computeIfAbsent(lane, this::register);
        word.decided().set(decided);
        word.tombstoned().set(tombstoned);
        word.erased().set(erased);
    }

    @Override
    public void close() {
        gauges.forEach(meters::remove);
    }

    private Word register(LaneId lane) {
        return new Word(gauge(lane, "decided"), gauge(lane, "tombstoned"), gauge(lane, "erased"));
    }

    private AtomicLong gauge(LaneId lane, String kind) {
        AtomicLong value = new AtomicLong();
        gauges.add(Gauge.builder("domicile.link.acknowledged.generation", value, AtomicLong::get)
                .description("Generation of the source's policy that the lane acknowledges to the source")
                .tags(common.and(
                        Labels.TOPIC,
                        lane.topic().source(),
                        Labels.PARTITION,
                        Integer.toString(lane.partition()),
                        Labels.KIND,
                        kind))
                .strongReference(true)
                .register(meters));
        return value;
    }

    private record Word(AtomicLong decided, AtomicLong tombstoned, AtomicLong erased) {}
}

package io.domicile.replicator.metrics;

import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.state.LaneState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The state of each lane as gauges of 0 and 1, and how many lanes have halted. Closing removes the gauges. */
public final class LaneStateMeters implements LaneListener, AutoCloseable {

    private final MeterRegistry meters;
    private final Tags common;
    private final Map<LaneId, LaneState> states = new ConcurrentHashMap<>();
    private final Queue<Gauge> gauges = new ConcurrentLinkedQueue<>();

    public LaneStateMeters(MeterRegistry meters, Link link) {
        this.meters = meters;
        this.common = Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label());
        gauges.add(Gauge.builder("domicile.link.halted", states, LaneStateMeters::halted)
                .description("Lanes that stand still until a person acts")
                .tags(common)
                .register(meters));
    }

    @Override
    public void committed(LaneId lane, long position) {
        // The lag tells
    }

    @Override
    public void changed(LaneId lane, LaneState state) {
        if (states.put(lane, state) == null) {
            LaneState.KINDS.forEach(kind -> register(lane, kind));
            registerGap(lane);
        }
    }

    @Override
    public void close() {
        gauges.forEach(meters::remove);
    }

    private void register(LaneId lane, String kind) {
        gauges.add(Gauge.builder("domicile.link.lane.state", states, all -> isOf(all.get(lane), kind))
                .description("1 where the lane is in the state of this kind, else 0")
                .tags(common.and(
                        Labels.TOPIC,
                        lane.topic().source(),
                        Labels.PARTITION,
                        Integer.toString(lane.partition()),
                        Labels.KIND,
                        kind))
                .register(meters));
    }

    private void registerGap(LaneId lane) {
        gauges.add(Gauge.builder("domicile.link.halted.offsets", states, all -> concerned(all.get(lane)))
                .description("Source offsets that a lane's halt concerns; 0 where it has not halted")
                .tags(common.and(
                        Labels.TOPIC, lane.topic().source(), Labels.PARTITION, Integer.toString(lane.partition())))
                .register(meters));
    }

    private static double concerned(@Nullable LaneState state) {
        if (!(state instanceof LaneState.Halted halted)) {
            return 0;
        }
        return halted.count().isPresent() ? halted.count().getAsLong() : Double.NaN;
    }

    private static double isOf(@Nullable LaneState state, String kind) {
        return state != null && state.kind().equals(kind) ? 1 : 0;
    }

    private static double halted(Map<LaneId, LaneState> states) {
        return states.values().stream()
                .filter(LaneState.Halted.class::isInstance)
                .count();
    }
}

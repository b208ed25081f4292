package io.domicile.replicator.metrics;

import io.domicile.kit.metrics.Labels;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.link.ReconcileListener;
import io.domicile.replicator.reconcile.Findings;
import io.domicile.replicator.state.LaneState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What the last comparison of each lane's mirror with its source found, and how many were made. The gauges of a lane go
 * when this process gives it up.
 */
public final class ReconcileMeters implements LaneListener, ReconcileListener, AutoCloseable {

    private static final Map<String, ToLongFunction<Findings>> KINDS = Map.of(
            "missing", Findings::missing,
            "stale", Findings::stale,
            "absent", Findings::absent,
            "foreign", Findings::foreign,
            "unexplained", Findings::unexplained);

    private final MeterRegistry meters;
    private final Tags common;
    private final Map<LaneId, Findings> last = new ConcurrentHashMap<>();
    private final Map<LaneId, List<Meter>> gauges = new ConcurrentHashMap<>();

    public ReconcileMeters(MeterRegistry meters, Link link) {
        this.meters = meters;
        this.common = Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label());
    }

    @Override
    public void compared(LaneId lane, Findings findings) {
        count(lane, "compared");
        if (last.put(lane, findings) == null) {
            List<Meter> registered = new ArrayList<>();
            KINDS.forEach((kind, keys) -> registered.add(register(lane, kind, keys)));
            gauges.put(lane, registered);
        }
    }

    @Override
    public void failed(LaneId lane) {
        count(lane, "failed");
    }

    @Override
    public void committed(LaneId lane, long position) {
        // Says nothing of other records
    }

    @Override
    public void changed(LaneId lane, LaneState state) {
        if (state instanceof LaneState.Closed) {
            remove(lane);
        }
    }

    @Override
    public void close() {
        List.copyOf(gauges.keySet()).forEach(this::remove);
    }

    private void remove(LaneId lane) {
        List<Meter> registered = gauges.remove(lane);
        if (registered != null) {
            registered.forEach(meters::remove);
        }
        last.remove(lane);
    }

    private void count(LaneId lane, String outcome) {
        Counter.builder("domicile.link.comparisons")
                .description("Comparisons of a mirror's partition with its source")
                .tags(common.and(Labels.TOPIC, lane.topic().source(), Labels.OUTCOME, outcome))
                .register(meters)
                .increment();
    }

    private Gauge register(LaneId lane, String kind, ToLongFunction<Findings> keys) {
        return Gauge.builder(
                        "domicile.link.differing.keys",
                        last,
                        all -> keys.applyAsLong(all.getOrDefault(lane, Findings.NONE)))
                .description("Keys that differed between mirror and source at the last comparison, by how")
                .tags(common.and(
                        Labels.TOPIC,
                        lane.topic().source(),
                        Labels.PARTITION,
                        Integer.toString(lane.partition()),
                        Labels.KIND,
                        kind))
                .register(meters);
    }
}

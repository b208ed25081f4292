package io.domicile.bridge.meter;

import io.domicile.kit.metrics.Labels;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the bridge reports besides the counts of its ledger. Safe for use by any thread. */
public final class BridgeMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final String region;
    private final Counter connections;
    private final Counter sessionsLost;
    private final Counter subscriptionsRefused;
    private final Counter callbackFailures;
    private final Counter parked;
    private final Map<HeaderRemoval, Counter> removals = new EnumMap<>(HeaderRemoval.class);
    private final Map<KafkaProblem, Counter> kafkaProblems = new EnumMap<>(KafkaProblem.class);
    private final Map<NoticeOutcome, Counter> notices = new EnumMap<>(NoticeOutcome.class);
    private final List<Gauge> conditions = new CopyOnWriteArrayList<>();
    private final Map<DataClass, Timer> stored = new EnumMap<>(DataClass.class);

    public BridgeMeters(MeterRegistry registry, RegionId region) {
        this.registry = registry;
        this.region = region.value();
        this.connections =
                counter("domicile.bridge.connections", "MQTT connections opened; all but the first are reconnects");
        this.sessionsLost = counter(
                "domicile.bridge.sessions.lost", "Reconnects where the MQTT broker no longer had the bridge's session");
        this.subscriptionsRefused =
                counter("domicile.bridge.subscriptions.refused", "Subscriptions not granted with quality of service 1");
        this.callbackFailures =
                counter("domicile.bridge.callback.failures", "Unexpected exceptions while a message was handled");
        this.parked = counter(
                "domicile.bridge.parked", "Connections ended because the window stayed full; the next waits for room");
        for (HeaderRemoval removal : HeaderRemoval.values()) {
            removals.put(
                    removal,
                    Counter.builder("domicile.bridge.headers.removed")
                            .description("User properties and other declarations that did not become headers")
                            .tag(Labels.REGION, this.region)
                            .tag(Labels.REASON, removal.code())
                            .register(registry));
        }
        for (KafkaProblem problem : KafkaProblem.values()) {
            kafkaProblems.put(
                    problem,
                    Counter.builder("domicile.bridge.kafka.problems")
                            .description("Attempts that ended with Kafka taking no record, by cause")
                            .tag(Labels.REGION, this.region)
                            .tag(Labels.REASON, problem.code())
                            .register(registry));
        }
        for (NoticeOutcome outcome : NoticeOutcome.values()) {
            notices.put(
                    outcome,
                    Counter.builder("domicile.bridge.notices")
                            .description("Notices to devices whose messages were refused")
                            .tag(Labels.REGION, this.region)
                            .tag(Labels.OUTCOME, outcome.code())
                            .register(registry));
        }
        for (DataClass dataClass : new DataClass[] {DataClass.TELEMETRY, DataClass.ALERTS}) {
            stored.put(
                    dataClass,
                    Timer.builder("domicile.bridge.stored.latency")
                            .description("Time from receipt over MQTT to Kafka's acknowledgement")
                            .tag(Labels.REGION, this.region)
                            .tag(Labels.DATA_CLASS, dataClass.id())
                            .register(registry));
        }
    }

    public void connectionOpened() {
        connections.increment();
    }

    public void sessionLost() {
        sessionsLost.increment();
    }

    public void subscriptionsRefused(int count) {
        subscriptionsRefused.increment(count);
    }

    public void handlingFailed() {
        callbackFailures.increment();
    }

    public void parked() {
        parked.increment();
    }

    public void kafkaStopped(KafkaProblem problem) {
        increment(kafkaProblems.get(problem), 1);
    }

    public void headersRemoved(HeaderRemoval why, int count) {
        increment(removals.get(why), count);
    }

    public void notice(NoticeOutcome outcome) {
        increment(notices.get(outcome), 1);
    }

    public void stored(DataClass dataClass, Duration sinceReceipt) {
        Timer timer = stored.get(dataClass);
        if (timer != null) {
            timer.record(sinceReceipt);
        }
    }

    /** Registers a gauge that is 1 while the condition holds. */
    public void condition(String name, String description, BooleanSupplier holds) {
        conditions.add(Gauge.builder(name, () -> holds.getAsBoolean() ? 1 : 0)
                .description(description)
                .tag(Labels.REGION, region)
                .register(registry));
    }

    /** Registers a gauge. */
    public void gauge(String name, String unit, String description, Supplier<Number> value) {
        conditions.add(Gauge.builder(name, value)
                .description(description)
                .baseUnit(unit)
                .tag(Labels.REGION, region)
                .register(registry));
    }

    /** Removes the gauges, which speak of this bridge; counters go on with the region's next. */
    @Override
    public void close() {
        conditions.forEach(registry::remove);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag(Labels.REGION, region)
                .register(registry);
    }

    private static void increment(@Nullable Counter counter, int count) {
        if (counter != null) {
            counter.increment(count);
        }
    }
}

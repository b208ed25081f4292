package io.domicile.router.metrics;

import io.domicile.kit.metrics.Labels;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * What the router counts. A count is of decisions taken: a record whose transaction is given up is decided, and counted,
 * again. Safe for use by any thread.
 */
public final class RouterMeters {

    private final MeterRegistry registry;
    private final String region;
    private final Map<DecisionLabels, Counter> decisions = new ConcurrentHashMap<>();
    private final Map<String, Counter> forgedHeaders = new ConcurrentHashMap<>();
    private final Map<TagFault, Counter> unreadableTags = new EnumMap<>(TagFault.class);
    private final Map<ThreadFailure, Counter> threadFailures = new EnumMap<>(ThreadFailure.class);
    private final AtomicInteger waitingAtGate = new AtomicInteger();

    public RouterMeters(MeterRegistry registry, RegionId region) {
        this.registry = registry;
        this.region = region.value();
        for (TagFault fault : TagFault.values()) {
            unreadableTags.put(fault, unreadableCounter(fault));
        }
        for (ThreadFailure failure : ThreadFailure.values()) {
            threadFailures.put(failure, failureCounter(failure));
        }
        Gauge.builder("domicile.router.gate.waiting", waitingAtGate, AtomicInteger::get)
                .description("Records that wait at the closed policy gate, at most one for each stream thread")
                .tag(Labels.REGION, this.region)
                .register(registry);
    }

    /** Counts one decision. */
    public void decided(Outcome outcome, Optional<DataClass> dataClass, Optional<BlockReason> reason) {
        decisions
                .computeIfAbsent(new DecisionLabels(outcome, dataClass, reason), this::decisionCounter)
                .increment();
    }

    /** Counts reserved headers that one record of an ingress topic carried. */
    public void forgedHeaders(String topic, int count) {
        forgedHeaders.computeIfAbsent(topic, this::forgedCounter).increment(count);
    }

    /** Counts a forwarded record whose tag is not believed. */
    public void unreadableTag(TagFault fault) {
        unreadableTags.getOrDefault(fault, unreadableCounter(fault)).increment();
    }

    /** Counts a stream thread that failed. */
    public void threadFailed(ThreadFailure failure) {
        threadFailures.getOrDefault(failure, failureCounter(failure)).increment();
    }

    /** Counts offsets that a partition no longer has where the router was to read on. */
    public void offsetsLost(String topic, String reason, long offsets) {
        Counter.builder("domicile.router.lost.offsets")
                .description("Offsets that a partition no longer had where the router was to read on")
                .tag(Labels.REGION, region)
                .tag(Labels.TOPIC, topic)
                .tag(Labels.REASON, reason)
                .register(registry)
                .increment(offsets);
    }

    /** Shows how many stream threads live, as the supplier says at each scrape. */
    public void threads(IntSupplier live) {
        Gauge.builder("domicile.router.threads", live, IntSupplier::getAsInt)
                .description("Stream threads that live; fewer than configured while one is replaced")
                .tag(Labels.REGION, region)
                .strongReference(true)
                .register(registry);
    }

    /** A record begins to wait at the closed gate. */
    public void waitBegins() {
        waitingAtGate.incrementAndGet();
    }

    /** A record no longer waits at the gate, however the wait ended. */
    public void waitEnds() {
        waitingAtGate.decrementAndGet();
    }

    private Counter decisionCounter(DecisionLabels labels) {
        return Counter.builder("domicile.router.decisions")
                .description("Records decided, by what became of them")
                .tag(Labels.REGION, region)
                .tag(Labels.OUTCOME, labels.outcome().code())
                .tag(Labels.DATA_CLASS, labels.dataClass().map(DataClass::id).orElse(Labels.NONE))
                .tag(Labels.REASON, labels.reason().map(BlockReason::code).orElse(Labels.NONE))
                .register(registry);
    }

    private Counter forgedCounter(String topic) {
        return Counter.builder("domicile.router.forged.headers")
                .description("Headers with the reserved prefix removed from records of ingress topics")
                .tag(Labels.REGION, region)
                .tag(Labels.TOPIC, topic)
                .register(registry);
    }

    private Counter unreadableCounter(TagFault fault) {
        return Counter.builder("domicile.router.unreadable.tags")
                .description("Forwarded records whose residency tag is not believed")
                .tag(Labels.REGION, region)
                .tag(Labels.KIND, fault.code())
                .register(registry);
    }

    private Counter failureCounter(ThreadFailure failure) {
        return Counter.builder("domicile.router.thread.failures")
                .description("Stream threads that failed, by what became of them and why")
                .tag(Labels.REGION, region)
                .tag(Labels.OUTCOME, failure.outcome())
                .tag(Labels.REASON, failure.reason())
                .register(registry);
    }

    private record DecisionLabels(Outcome outcome, Optional<DataClass> dataClass, Optional<BlockReason> reason) {}
}

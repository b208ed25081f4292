package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one policy store. Every one carries {@code region} and {@code kind}, the component that embeds the
 * store; closing removes them from the registry. One thread writes.
 */
final class PolicyMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final Tags common;
    private final InstantSource clock;
    private final Set<Meter> registered = new LinkedHashSet<>();
    private final Map<String, TopicFigures> figures = new ConcurrentHashMap<>();
    private volatile GateStatus status = new GateStatus.Closed(GateStatus.Reason.LOADING);
    private volatile int conflicts;
    private volatile @Nullable Instant confirmed;
    private final Map<String, OptionalLong> freshAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final Counter forgetful;

    /** @param nanoTime the monotonic clock of the leases */
    PolicyMeters(
            MeterRegistry registry,
            RegionId region,
            String component,
            List<String> topics,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.registry = registry;
        this.common = Tags.of("region", region.value(), "kind", component);
        this.clock = clock;
        gauge(
                "domicile.policy.gate.open",
                "1 while decisions may be taken, else 0",
                common,
                () -> status.isOpen() ? 1 : 0);
        for (GateStatus.Reason reason : GateStatus.Reason.values()) {
            gauge(
                    "domicile.policy.gate.closed",
                    "1 for the reason why the gate is closed, else 0",
                    common.and("reason", reason.code()),
                    () -> status.equals(new GateStatus.Closed(reason)) ? 1 : 0);
        }
        gauge(
                "domicile.policy.conflicts",
                "Organizations claimed by more than one home at the same, highest epoch",
                common,
                () -> conflicts);
        registered.add(Gauge.builder("domicile.policy.snapshot.age", this::age)
                .description("Time since this region's own policy topic was last known to be read to its end")
                .baseUnit("seconds")
                .tags(common)
                .register(registry));
        forgetful = Counter.builder("domicile.policy.memory.failures")
                .description("Times the generations remembered over restarts could not be read or written")
                .tags(common)
                .register(registry);
        registered.add(forgetful);
        topics.forEach(this::registerTopic);
    }

    private void registerTopic(String topic) {
        figures.put(topic, TopicFigures.NONE);
        Tags tags = common.and("topic", topic);
        gauge(
                "domicile.policy.topic.verified",
                "1 while the topic is believed whole, as its last manifest describes it, else 0",
                tags,
                () -> of(topic).isSound() ? 1 : 0);
        gauge(
                "domicile.policy.generation",
                "Generation of the content verified last",
                tags,
                () -> of(topic).generation());
        gauge(
                "domicile.policy.entries",
                "Entry keys that were read, unreadable ones included",
                tags,
                () -> of(topic).entries());
        gauge(
                "domicile.policy.entries.unreadable",
                "Entries that deny their organization",
                tags,
                () -> of(topic).unreadable());
        gauge(
                "domicile.policy.entries.ignored",
                "Entries that name another home than their topic's",
                tags,
                () -> of(topic).ignored());
        gauge(
                "domicile.policy.entries.pending",
                "Readable entries that wait for a manifest",
                tags,
                () -> of(topic).pending());
        gauge(
                "domicile.policy.records.foreign",
                "Records read under keys that mean nothing",
                tags,
                () -> of(topic).foreign());
        registered.add(Gauge.builder("domicile.policy.heartbeat.age", () -> heartbeatAge(topic))
                .description("Time since the topic was last known to be fresh by a heartbeat of its writer")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry));
        gauge(
                "domicile.policy.digest.tolerated",
                "1 while the digest differs from the manifest's and an unreadable entry can explain it, else 0",
                tags,
                () -> of(topic).isDigestTolerated() ? 1 : 0);
    }

    private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        registered.add(
                Gauge.builder(name, value).description(description).tags(tags).register(registry));
    }

    void status(GateStatus now) {
        status = now;
    }

    void conflicts(int now) {
        conflicts = now;
    }

    void topic(String topic, TopicFigures now) {
        figures.put(topic, now);
    }

    /** @param nanos since when the topic is known to be fresh */
    void fresh(String topic, OptionalLong nanos) {
        freshAt.put(topic, nanos);
    }

    /** The remembered generations could not be read or written. */
    void forgetful() {
        forgetful.increment();
    }

    /** This region's own topic is read to its end at this moment. */
    void confirm() {
        confirmed = clock.instant();
    }

    /** A topic is read from its beginning again. */
    void reread(String topic, RereadReason reason) {
        Counter counter = Counter.builder("domicile.policy.rereads")
                .description("Times a policy topic was read from its beginning again")
                .tags(common.and("topic", topic, "reason", reason.code()))
                .register(registry);
        registered.add(counter);
        counter.increment();
    }

    private TopicFigures of(String topic) {
        return figures.getOrDefault(topic, TopicFigures.NONE);
    }

    private Number age() {
        Instant since = confirmed;
        return since == null
                ? Double.NaN
                : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private Number heartbeatAge(String topic) {
        OptionalLong since = freshAt.getOrDefault(topic, OptionalLong.empty());
        return since.isEmpty() ? Double.NaN : (nanoTime.getAsLong() - since.getAsLong()) / 1e9;
    }

    @Override
    public void close() {
        registered.forEach(registry::remove);
    }

    /** What is measured of one topic. */
    record TopicFigures(
            long generation,
            int entries,
            int unreadable,
            int ignored,
            int pending,
            long foreign,
            boolean isDigestTolerated,
            boolean isSound) {

        static final TopicFigures NONE = new TopicFigures(0, 0, 0, 0, 0, 0, false, false);
    }

    /** Why a topic is read again. */
    enum RereadReason {
        /** It was deleted and created again. */
        RECREATED("recreated"),
        /** Records were deleted from its beginning. */
        DELETED("deleted"),
        /** The position read next is no longer there, or not yet. */
        OUT_OF_RANGE("out-of-range"),
        /** It is not wholly in order; reading it again may help. */
        DOUBTFUL("doubtful"),
        /** A client had to be replaced. */
        RECONNECTED("reconnected");

        private final String code;

        RereadReason(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}

package io.domicile.kit.policy;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.PolicyView;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy of every organization, read from this region's policy topic and its mirrors of the others', behind a gate
 * that opens when it can be relied on.
 *
 * <ol>
 *   <li>The gate opens when the region's own topic exists, is compacted, was read to its end, matches its manifest, and
 *       is not below the highest generation that was verified by any service of the region; and each configured mirror
 *       was verified once.
 *   <li>It closes again, and opens by itself, as these hold of the own topic. What happens to a mirror after it was
 *       verified closes nothing: the content verified last stands, less what was found unreadable since.
 *   <li>An entry that cannot be read denies its organization only, at once.
 *   <li>While the brokers do not answer, the last snapshot stands, for ever or as long as the lease. The meter {@code
 *       domicile.policy.snapshot.age} tells for how long.
 *   <li>With a lease the gate opens at the first heartbeat that is written after the own topic was read to its end, and
 *       closes when none has come for the lease's length; organizations at home in a mirrored region are stale as long
 *       as the same is not known of its mirror. A heartbeat counts from the last time at which the topic was seen to end
 *       before it and was sound there, so a view is never older than the lease by the clock of this process; of a mirror,
 *       never older than the lease and what the link lags behind. While a mirror does not match its manifest, or entries
 *       wait for one, no heartbeat renews its lease.
 *   <li>{@link #start()} does not wait for the brokers and does not fail because they are away.
 * </ol>
 *
 * <p>One thread owns the Kafka clients and publishes immutable snapshots by one reference; the methods of {@link
 * PolicyGate} are safe for use by any thread and do no I/O.
 */
public final class KafkaPolicyStore implements PolicyGate, Service {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPolicyStore.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final GateSwitch gate = new GateSwitch(System::nanoTime);
    private final PolicyMeters meters;
    private final PolicyLoop loop;
    private final Thread thread;

    /**
     * @param mirrors foreign regions whose policy topics are mirrored here
     * @param kafkaSettings client settings of this region's brokers
     * @param registry this region's schema registry; the mirrors' schema ids are translated to it
     * @param component the service that embeds the store, such as {@code bridge}: the label {@code kind} of its meters
     * @throws IllegalArgumentException if {@code mirrors} contains this region
     */
    public KafkaPolicyStore(
            RegionId here,
            Set<RegionId> mirrors,
            Map<String, Object> kafkaSettings,
            SchemaRegistry registry,
            ServiceContext context,
            String component) {
        this(here, mirrors, kafkaSettings, registry, context, component, Optional.empty());
    }

    /**
     * @param lease how long policy may be used without another heartbeat of its writer; empty: for ever. At least three
     *     times the writer's interval
     * @throws IllegalArgumentException if {@code mirrors} contains this region
     */
    public KafkaPolicyStore(
            RegionId here,
            Set<RegionId> mirrors,
            Map<String, Object> kafkaSettings,
            SchemaRegistry registry,
            ServiceContext context,
            String component,
            Optional<Duration> lease) {
        this(here, mirrors, kafkaSettings, registry, context, component, lease, PolicyTimings.DEFAULT);
    }

    KafkaPolicyStore(
            RegionId here,
            Set<RegionId> mirrors,
            Map<String, Object> kafkaSettings,
            SchemaRegistry registry,
            ServiceContext context,
            String component,
            Optional<Duration> lease,
            PolicyTimings timings) {
        if (mirrors.contains(here)) {
            throw new IllegalArgumentException("policy mirrors: '" + here + "' is this region itself");
        }
        WatchedTopic own = new WatchedTopic(here, Topics.POLICY);
        List<WatchedTopic> mirrored = new ArrayList<>();
        for (RegionId region : new TreeSet<>(mirrors)) {
            mirrored.add(new WatchedTopic(region, Topics.mirror(region, Topics.POLICY)));
        }
        List<String> topics = new ArrayList<>(List.of(own.topic()));
        mirrored.forEach(mirror -> topics.add(mirror.topic()));
        String name = "domicile-policy-" + component + '-' + here;
        this.meters = new PolicyMeters(context.meters(), here, component, topics, context.clock(), System::nanoTime);
        this.loop = new PolicyLoop(
                own,
                mirrored,
                new PolicyClients(kafkaSettings, name, timings.request()),
                registry,
                context.catalogue(),
                new PolicyPublisher(here, component, gate, meters, lease),
                meters,
                timings);
        this.thread = new Thread(loop, name);
        this.thread.setDaemon(true);
        this.thread.setUncaughtExceptionHandler((failed, error) -> LOG.atError()
                .setMessage("policy store failed; its gate is closed for good")
                .addKeyValue(LogKeys.REGION, here.value())
                .addKeyValue(LogKeys.COMPONENT, component)
                .addKeyValue(LogKeys.ERROR, error.getClass().getName())
                .log());
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Ready while the gate is open. Dead only if the store's thread ended without having been asked to. */
    @Override
    public Health health() {
        if (gate.status() instanceof GateStatus.Closed closed) {
            return closed.reason() == GateStatus.Reason.STOPPED
                    ? Health.dead("policy store stopped")
                    : Health.notReady("policy gate closed: " + closed.reason().code());
        }
        return Health.READY;
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        gate.publish(GateSwitch.STOPPED);
        meters.close();
    }

    @Override
    public GateStatus status() {
        return gate.status();
    }

    @Override
    public Optional<PolicyView> view() {
        return gate.view();
    }

    @Override
    public Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        return gate.awaitView(atMost);
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        gate.onChange(listener);
    }
}

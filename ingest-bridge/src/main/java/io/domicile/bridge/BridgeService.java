package io.domicile.bridge;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.forward.Encoders;
import io.domicile.bridge.forward.ForwardWorker;
import io.domicile.bridge.forward.KafkaSink;
import io.domicile.bridge.forward.TaskQueue;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.LedgerMeters;
import io.domicile.bridge.mqtt.MqttIngress;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from the region's MQTT broker into its Kafka, and acknowledges each only after Kafka holds its record.
 *
 * <p>It starts whether or not broker, Kafka and registry are there; while one of them is away it holds acknowledgements
 * back, keeps its MQTT session, and goes on by itself.
 */
public final class BridgeService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeService.class);
    private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(15);

    private final RegionId region;
    private final Duration stalledAfter;
    private final Duration stopTimeout;
    private final InstantSource clock;
    private final PolicyGate gate;
    private final List<Service> owned;
    private final AcknowledgementLedger ledger = new AcknowledgementLedger();
    private final BridgeMeters meters;
    private final LedgerMeters ledgerMeters;
    private final TaskQueue queue;
    private final KafkaSink sink;
    private final MqttIngress mqtt;
    private final ForwardWorker worker;
    private final Thread workerThread;
    private volatile boolean closing;

    /**
     * @throws io.domicile.kit.config.ConfigurationException with everything that is wrong with the configuration
     * @throws IllegalArgumentException if a key or trust store cannot be read
     */
    public BridgeService(BridgeConfig config, ServiceContext context) {
        this(checked(config, context), context, Production.ports(config, context));
    }

    BridgeService(BridgeConfig config, ServiceContext context, BridgePorts ports) {
        this.region = new RegionId(config.region());
        this.stalledAfter = config.stalledAfter();
        this.stopTimeout = config.stopTimeout();
        this.clock = context.clock();
        this.gate = ports.gate();
        this.owned = ports.owned();
        this.meters = new BridgeMeters(context.meters(), region);
        this.ledgerMeters = new LedgerMeters(context.meters(), region, ledger, clock);
        this.queue = new TaskQueue(config.mqtt().receiveMaximum());
        this.sink =
                new KafkaSink(ProducerSettings.producers(ClientSettings.of("bridge.kafka", config.kafka()), region));
        this.mqtt = new MqttIngress(config.mqtt(), region, ledger, queue, clock, ports.random(), meters);
        this.worker = ForwardWorker.create(
                queue,
                sink,
                gate,
                new Admissions(new ResidencyDecision(region, routes(config)), IdentityConfig.of(config.mqtt())),
                () -> new Encoders(
                        new PayloadEncoder(ports.registry(), config.defaultPayload()),
                        new RefusalAudit(ports.audit().get())),
                config.defaultPayload(),
                config.maxPayload(),
                new RefusalNotices(mqtt, context.catalogue(), config.noticeInterval(), clock, meters),
                mqtt::redeliver,
                meters,
                clock);
        this.workerThread = new Thread(worker, "bridge-worker " + region);
        meters.condition("domicile.bridge.connected", "1 while MQTT is connected and subscribed", mqtt::isSubscribed);
        meters.condition("domicile.bridge.kafka.reachable", "1 while Kafka takes records", sink::isReachable);
    }

    @Override
    public void start() {
        owned.forEach(Service::start);
        workerThread.start();
        mqtt.start();
    }

    @Override
    public Health health() {
        if (worker.isDead() || mqtt.isDead()) {
            return Health.dead("a thread of the bridge has ended");
        }
        List<String> notReady = new ArrayList<>();
        if (closing) {
            notReady.add("stopping");
        }
        if (!mqtt.isSubscribed()) {
            notReady.add("MQTT not connected and subscribed");
        }
        if (gate.status() instanceof GateStatus.Closed closed) {
            notReady.add("policy gate closed: " + closed.reason().code());
        }
        worker.heldBackBecause().ifPresent(notReady::add);
        if (!sink.isReachable()) {
            notReady.add("Kafka not reached");
        }
        if (ledger.oldestAge(clock.instant()).compareTo(stalledAfter) > 0) {
            notReady.add("messages are not being acknowledged");
        }
        return new Health(true, notReady);
    }

    /** Every message's whereabouts at this moment; also after the bridge was closed. */
    public CountSnapshot counts() {
        return ledger.snapshot();
    }

    /**
     * Takes nothing more in, waits for Kafka to acknowledge what was received, then ends the connection and keeps the
     * session: the broker delivers the rest again.
     */
    @Override
    public void close() {
        closing = true;
        queue.stopIntake();
        try {
            if (!workerThread.isAlive()) {
                LOG.atDebug().log("The bridge was not running");
            } else if (!ledger.awaitSettled(ledger.mark(), stopTimeout)) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.REGION, region)
                        .addKeyValue(LogKeys.COUNT, ledger.snapshot().inFlight())
                        .log("Stopping with messages unacknowledged; the MQTT broker will deliver them again");
            }
            mqtt.close();
            worker.abandon();
            workerThread.join(WORKER_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            worker.abandon();
            for (int last = owned.size() - 1; last >= 0; last--) {
                owned.get(last).close();
            }
            ledgerMeters.close();
            meters.close();
        }
    }

    private static BridgeConfig checked(BridgeConfig config, ServiceContext context) {
        Problems problems = new Problems("the bridge's configuration");
        BridgeConfigChecks.check(config, context.catalogue(), problems);
        problems.throwIfAny();
        return config;
    }

    private static Set<RegionId> routes(BridgeConfig config) {
        return config.routes().orElse(Set.of()).stream().map(RegionId::new).collect(Collectors.toUnmodifiableSet());
    }
}

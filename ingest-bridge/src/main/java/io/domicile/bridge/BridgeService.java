package io.domicile.bridge;

import io.domicile.bridge.barrier.AnnouncedGate;
import io.domicile.bridge.barrier.PolicyAnnouncements;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.LedgerMeters;
import io.domicile.bridge.mqtt.MessageLogging;
import io.domicile.bridge.mqtt.MqttConfig;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.barrier.Announcer;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.certificate.CertificateWatch;
import io.domicile.kit.certificate.Certificates;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.log.RecordLogging;
import io.domicile.kit.metrics.Labels;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

    private final RegionId region;
    private final Duration stalledAfter;
    private final Duration stopTimeout;
    private final InstantSource clock;
    private final AnnouncedGate gate;
    private final PolicyAnnouncements announcements;
    private final List<Service> owned;
    private final BridgeMeters meters;
    private final LedgerMeters ledgerMeters;
    private final CertificateWatch certificates;
    private final Lanes lanes = new Lanes();
    private volatile boolean closing;

    /**
     * @throws io.domicile.kit.config.ConfigurationException with everything that is wrong with the configuration
     * @throws IllegalArgumentException if a key or trust store cannot be read
     */
    public BridgeService(BridgeConfig config, ServiceContext context) {
        this(
                BridgeConfigChecks.checked(config, context.catalogue()),
                context,
                Production.ports(config, context, "bridge"));
    }

    BridgeService(BridgeConfig config, ServiceContext context, BridgePorts ports) {
        this.region = new RegionId(config.region());
        this.stalledAfter = config.stalledAfter();
        this.stopTimeout = config.stopTimeout();
        this.clock = context.clock();
        this.gate = new AnnouncedGate(ports.gate());
        this.owned = ports.owned();
        this.meters = new BridgeMeters(context.meters(), region);
        RefusalNotices notices = new RefusalNotices(lanes, context.catalogue(), config.noticeInterval(), clock, meters);
        lanes.are(new LaneFactory(config, region, ports.behind(gate), notices, clock, meters).lanes());
        this.announcements = new PolicyAnnouncements(
                member(config, region),
                config.policy().lease().orElse(Duration.ZERO),
                gate,
                ports.policyFloor(),
                lanes,
                () -> announcer(config, ports, clock));
        this.ledgerMeters = new LedgerMeters(
                context.meters(), region, lanes::counts, () -> lanes.oldestAge(clock.instant()), clock);
        this.certificates = certificates(config).watch(context, region, Labels.NONE);
        meters.condition(
                "domicile.bridge.connected",
                "1 while every MQTT connection is up and subscribed",
                lanes::areAllSubscribed);
        meters.condition("domicile.bridge.kafka.reachable", "1 while Kafka takes records", lanes::isKafkaReachable);
        meters.gauge(
                "domicile.bridge.window.messages",
                "messages",
                "Messages that have a place in their connection's window",
                lanes::windowMessages);
        meters.gauge("domicile.bridge.window.bytes", "bytes", "The bytes of those messages", lanes::windowBytes);
    }

    private static Certificates certificates(BridgeConfig config) {
        Certificates certificates = new Certificates()
                .kafka("kafka", config.kafka())
                .urls("registry", config.registry().urls());
        MqttConfig mqtt = config.mqtt();
        if (mqtt.tls().enabled()) {
            certificates.server("mqtt", mqtt.host(), mqtt.port());
            mqtt.tls()
                    .keyStore()
                    .ifPresent(file -> certificates.keyStore(
                            "mqtt", file, mqtt.tls().keyStorePassword().orElse("")));
        }
        return certificates;
    }

    private static Member member(BridgeConfig config, RegionId region) {
        String name = config.mqtt().clientId().orElse(ProducerSettings.clientId(region));
        return new Member(MemberKind.BRIDGE, region, name);
    }

    private static Announcer announcer(BridgeConfig config, BridgePorts ports, InstantSource clock) {
        return Announcer.connect(
                ClientSettings.of("bridge.kafka", config.kafka()),
                ProducerSettings.clientId(new RegionId(config.region())) + "-barrier",
                new AcknowledgementEncoder(ports.registry(), clock));
    }

    @Override
    public void start() {
        RecordLogging.requireOff();
        MessageLogging.requireOff();
        owned.forEach(Service::start);
        announcements.start();
        lanes.start();
        certificates.start();
    }

    @Override
    public Health health() {
        if (lanes.isAnyDead() || announcements.isDead()) {
            return Health.dead("a thread of the bridge has ended");
        }
        List<String> notReady = new ArrayList<>();
        if (closing) {
            notReady.add("stopping");
        }
        if (gate.status() instanceof GateStatus.Closed closed) {
            notReady.add("policy gate closed: " + closed.reason().code());
        }
        notReady.addAll(lanes.problems());
        if (lanes.oldestAge(clock.instant()).compareTo(stalledAfter) > 0
                || lanes.stalledFor().compareTo(stalledAfter) > 0) {
            notReady.add("messages are not being acknowledged");
        }
        return new Health(true, notReady);
    }

    /** Every message's whereabouts at this moment; also after the bridge was closed. */
    public CountSnapshot counts() {
        return lanes.counts();
    }

    /**
     * Takes nothing more in, waits for Kafka to acknowledge what was received, then ends the connections and keeps their
     * sessions: the broker delivers the rest again.
     */
    @Override
    public void close() {
        closing = true;
        boolean hasEnded = false;
        try {
            hasEnded = lanes.close(stopTimeout);
        } catch (InterruptedException interrupted) {
            LOG.atWarn().addKeyValue(LogKeys.REGION, region).log("Interrupted while stopping");
            Thread.currentThread().interrupt();
        } finally {
            lanes.abandon();
            announcements.close(hasEnded);
            for (int last = owned.size() - 1; last >= 0; last--) {
                owned.get(last).close();
            }
            certificates.close();
            ledgerMeters.close();
            meters.close();
        }
    }
}

package io.domicile.bridge;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.forward.Encoders;
import io.domicile.bridge.forward.ForwardWorker;
import io.domicile.bridge.forward.KafkaSink;
import io.domicile.bridge.forward.TaskQueue;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.mqtt.ConnectionPlan;
import io.domicile.bridge.mqtt.MqttIngress;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the parts of each lane together. */
final class LaneFactory {

    private final BridgeConfig config;
    private final RegionId region;
    private final BridgePorts ports;
    private final RefusalNotices notices;
    private final InstantSource clock;
    private final BridgeMeters meters;

    LaneFactory(
            BridgeConfig config,
            RegionId region,
            BridgePorts ports,
            RefusalNotices notices,
            InstantSource clock,
            BridgeMeters meters) {
        this.config = config;
        this.region = region;
        this.ports = ports;
        this.notices = notices;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * One lane for each connection.
     *
     * @throws IllegalArgumentException if a key or trust store cannot be read
     */
    List<Lane> lanes() {
        List<ConnectionPlan> plans = ConnectionPlan.of(config.mqtt(), region);
        return plans.stream().map(plan -> lane(plan, plans.size())).toList();
    }

    private Lane lane(ConnectionPlan plan, int count) {
        AcknowledgementLedger ledger = new AcknowledgementLedger();
        Window window = new Window(config.window().messages(), config.window().bytes());
        TaskQueue queue = new TaskQueue();
        KafkaSink sink = new KafkaSink(
                ProducerSettings.producers(
                        ClientSettings.of("bridge.kafka", config.kafka()), region, plan.ordinal(), count),
                meters::kafkaStopped);
        MqttIngress mqtt = new MqttIngress(
                config.mqtt(),
                plan,
                region,
                ledger,
                window,
                queue,
                () -> sink.problem().isEmpty() && ports.gate().view().isPresent(),
                clock,
                ports.random(),
                meters);
        ForwardWorker worker = ForwardWorker.create(
                queue,
                sink,
                ports.gate(),
                admissions(config, region),
                () -> encoders(config, ports),
                config.defaultPayload(),
                config.maxPayload(),
                notices,
                meters,
                clock);
        return new Lane(ledger, window, queue, sink, mqtt, worker, "bridge-worker " + region + '-' + plan.ordinal());
    }

    static Admissions admissions(BridgeConfig config, RegionId region) {
        Set<RegionId> routes =
                config.routes().orElse(Set.of()).stream().map(RegionId::new).collect(Collectors.toUnmodifiableSet());
        return new Admissions(new ResidencyDecision(region, routes), IdentityConfig.of(config.mqtt()));
    }

    /** May block on the registry, and throws what its client throws. */
    static Encoders encoders(BridgeConfig config, BridgePorts ports) {
        return new Encoders(
                new PayloadEncoder(ports.registry(), config.defaultPayload()),
                new RefusalAudit(ports.audit().get()));
    }
}

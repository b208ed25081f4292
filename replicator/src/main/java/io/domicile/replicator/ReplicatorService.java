package io.domicile.replicator;

import io.domicile.kit.admin.AdminEndpoint;
import io.domicile.kit.audit.HmacAuditEncoder;
import io.domicile.kit.certificate.CertificateWatch;
import io.domicile.kit.certificate.Certificates;
import io.domicile.kit.config.Problems;
import io.domicile.kit.config.RegistryClients;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.log.RecordLogging;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.audit.KafkaRefusalAudit;
import io.domicile.replicator.barrier.BarrierEnds;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lag.LagReading;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.link.LinkParts;
import io.domicile.replicator.link.LinkSettings;
import io.domicile.replicator.link.LinkWorker;
import io.domicile.replicator.metrics.AcknowledgementMeters;
import io.domicile.replicator.metrics.GroupMeters;
import io.domicile.replicator.metrics.LagFeed;
import io.domicile.replicator.metrics.LaneListeners;
import io.domicile.replicator.metrics.LaneStateMeters;
import io.domicile.replicator.metrics.LinkMeters;
import io.domicile.replicator.metrics.ReconcileMeters;
import io.domicile.replicator.mirrormaker.MirrorMakerWriter;
import io.domicile.replicator.offset.GroupFilter;
import io.domicile.replicator.offset.OffsetSyncWorker;
import io.domicile.replicator.offset.OwnedLanes;
import io.domicile.replicator.offset.SyncSettings;
import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.replicator.topic.EffectivePermission;
import io.domicile.replicator.topic.MirrorSettings;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.MirrorGuard;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One link, {@code source->target}, running in the target region: copies what may cross the border, exactly once, and
 * says how far it is behind.
 */
public final class ReplicatorService implements Service {

    /** No group has an empty name. */
    private static final String NO_GROUP = "";

    private final Link link;
    private final PolicyGate gate;
    private final Optional<Service> ownGate;
    private final KafkaRefusalAudit audit;
    private final LaneStateMeters laneMeters;
    private final ReconcileMeters reconcileMeters;
    private final AcknowledgementMeters acknowledgements;
    private final LagParts lag;
    private final LinkWorker worker;
    private final OffsetSyncWorker groups;
    private final GroupMeters groupMeters;
    private final boolean namesGroups;
    private final CertificateWatch certificates;
    private volatile boolean started;

    /** @throws io.domicile.kit.config.ConfigurationException naming every problem of the configuration */
    public ReplicatorService(ReplicatorConfig config, ServiceContext context) {
        this(
                checked(config, context),
                context,
                RegistryClients.connect(
                        config.source().registry(), new RegionId(config.link().source()), context.meters()),
                RegistryClients.connect(
                        config.target().registry(), new RegionId(config.link().target()), context.meters()));
    }

    private ReplicatorService(
            ReplicatorConfig config, ServiceContext context, SchemaRegistry source, SchemaRegistry target) {
        this(config, context, source, target, store(config, context, target));
    }

    private ReplicatorService(
            ReplicatorConfig config,
            ServiceContext context,
            SchemaRegistry source,
            SchemaRegistry target,
            KafkaPolicyStore store) {
        this(config, context, source, target, store, Optional.of(store));
    }

    /** @param ownGate what this service starts and closes along with itself */
    ReplicatorService(
            ReplicatorConfig config,
            ServiceContext context,
            SchemaRegistry source,
            SchemaRegistry target,
            PolicyGate gate,
            Optional<Service> ownGate) {
        Link link = LinkTools.link(config);
        LinkClients clients = LinkTools.clients(link, config);
        this.link = link;
        this.gate = gate;
        this.ownGate = ownGate;
        this.audit = new KafkaRefusalAudit(
                () -> new HmacAuditEncoder(link.target(), "link", config.audit(), source, context.clock()),
                clients::auditProducer);
        RecordJudge judge = new RecordJudge(
                new LinkGuard(link.source(), link.target()),
                gate,
                new ValueTranslator(source, target),
                TopicSizes.MIRROR,
                config.policy().catchUpWait());
        MirrorPolicy mirrorPolicy = new MirrorPolicy(gate, new MirrorGuard(link.source(), link.target()));
        BarrierEnds barrier = new BarrierEnds(
                link,
                clients,
                source,
                target,
                context.catalogue(),
                context.clock(),
                config.barrier().routerGroup(),
                config.limits().requestTimeout());
        this.acknowledgements = new AcknowledgementMeters(context.meters(), link);
        this.laneMeters = new LaneStateMeters(context.meters(), link);
        this.reconcileMeters = new ReconcileMeters(context.meters(), link);
        this.lag = new LagParts(config, context, link, clients, gate);
        OwnedLanes owned = new OwnedLanes();
        this.groupMeters = new GroupMeters(context.meters(), link);
        this.namesGroups = config.groups().enabled() || config.groups().mirrorMakerTopics();
        this.groups = new OffsetSyncWorker(
                link,
                groups(config),
                owned,
                clients,
                new MirrorMakerWriter(
                        link,
                        config.mirror().replicationFactor(),
                        clients::mirrorMakerProducer,
                        context.clock(),
                        config.limits().requestTimeout()),
                groupMeters);
        this.certificates = certificates(config).watch(context, link.target(), link.label());
        this.worker = new LinkWorker(new LinkParts(
                link,
                settings(config),
                clients,
                judge,
                mirrorPolicy,
                barrier,
                audit,
                new LinkMeters(context.meters(), link),
                new LaneListeners(List.of(laneMeters, reconcileMeters, new LagFeed(lag.board()), owned)),
                acknowledgements,
                reconcileMeters));
    }

    private static ReplicatorConfig checked(ReplicatorConfig config, ServiceContext context) {
        Problems problems = new Problems("the replicator's configuration");
        ReplicatorConfigChecks.check(config, context.catalogue(), problems);
        problems.throwIfAny();
        return config;
    }

    private static Certificates certificates(ReplicatorConfig config) {
        return new Certificates()
                .kafka("kafka-source", config.source().kafka())
                .kafka("kafka-target", config.target().kafka())
                .urls("registry-source", config.source().registry().urls())
                .urls("registry-target", config.target().registry().urls());
    }

    private static LinkSettings settings(ReplicatorConfig config) {
        ReplicatorConfig.LimitsConfig limits = config.limits();
        return new LinkSettings(
                limits.threads(),
                limits.transactionRecords(),
                limits.prefetchBytes(),
                limits.idleProducer(),
                limits.positionInterval(),
                limits.surveyInterval(),
                limits.erasureInterval(),
                limits.reconcileInterval(),
                config.policy().lease().orElse(Duration.ZERO),
                limits.transactionTimeout(),
                limits.requestTimeout(),
                new MirrorSettings(
                        config.mirror().replicationFactor(),
                        config.mirror().retention(),
                        config.mirror().follow()),
                GapConfig.answers(config.gaps()));
    }

    private static SyncSettings groups(ReplicatorConfig config) {
        ReplicatorConfig.GroupsConfig groups = config.groups();
        return new SyncSettings(
                groups.enabled(),
                groups.mirrorMakerTopics(),
                groups.interval(),
                new GroupFilter(
                        Pattern.compile(groups.include()),
                        Pattern.compile(groups.exclude().orElse(NO_GROUP))),
                config.limits().requestTimeout());
    }

    private static KafkaPolicyStore store(ReplicatorConfig config, ServiceContext context, SchemaRegistry registry) {
        Set<RegionId> mirrors = config.policy().mirrors().orElse(Set.of()).stream()
                .map(RegionId::new)
                .collect(Collectors.toSet());
        return new KafkaPolicyStore(
                new RegionId(config.link().target()),
                mirrors,
                ClientSettings.of("replicator.target.kafka", config.target().kafka())
                        .common(),
                registry,
                context,
                // Several links of one process share the meters
                "link-" + config.link().source(),
                config.policy().lease());
    }

    @Override
    public void start() {
        RecordLogging.requireOff();
        EffectivePermission.log(link, namesGroups);
        ownGate.ifPresent(Service::start);
        lag.start();
        worker.start();
        groups.start();
        certificates.start();
        started = true;
    }

    @Override
    public Health health() {
        if (!started) {
            return Health.notReady("link not started");
        }
        if (!worker.isAlive()) {
            return Health.dead("link thread ended");
        }
        List<String> problems = new ArrayList<>(worker.status().problems());
        if (!lag.isAlive()) {
            problems.add("lag is not sampled");
        }
        if (gate.status() instanceof GateStatus.Closed closed) {
            problems.add("policy gate closed: " + closed.reason().code());
        }
        return new Health(true, problems);
    }

    @Override
    public List<AdminEndpoint> endpoints() {
        return List.of(lag.endpoint());
    }

    /** The lag of every partition of the link, whichever process copies it, by source partition. */
    public Map<TopicPartition, LagReading> lag() {
        return lag.board().readAll();
    }

    @Override
    public void close() {
        groups.close();
        worker.close();
        lag.close();
        audit.close();
        laneMeters.close();
        reconcileMeters.close();
        acknowledgements.close();
        groupMeters.close();
        certificates.close();
        ownGate.ifPresent(Service::close);
    }
}

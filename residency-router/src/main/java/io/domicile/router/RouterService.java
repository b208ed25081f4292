package io.domicile.router;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.audit.HmacAuditEncoder;
import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.certificate.CertificateWatch;
import io.domicile.kit.certificate.Certificates;
import io.domicile.kit.config.RegistryClients;
import io.domicile.kit.log.RecordLogging;
import io.domicile.kit.metrics.Labels;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyFloor;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.schema.WriterSchemas;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.domicile.router.acknowledgement.TaskFloors;
import io.domicile.router.gap.GapWatch;
import io.domicile.router.schema.RegistryCheck;
import io.domicile.router.streams.StreamsClient;
import io.domicile.router.streams.StreamsSettings;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The residency router of one region: decides, tags and separates every record that arrives, exactly once.
 *
 * <ol>
 *   <li>It routes only while the policy gate is open. A closed gate pauses it, with nothing dropped and nothing let
 *       through, and it goes on by itself.
 *   <li>What a record leads to, its audit entry included, is written in one transaction with the position it was read
 *       at.
 *   <li>It is ready when the gate is open and Streams is running. It is dead, and needs a new process, when too many
 *       stream threads failed or its policy store stopped.
 *   <li>It starts without its brokers, topics or registry being there, and waits for them.
 * </ol>
 */
public final class RouterService implements Service {

    /** Two, so that one that hangs for tasks of the past does not hold up the next. */
    private static final int FLOOR_READERS = 2;

    private final Service policyStore;
    private final PolicyGate gate;
    private final ExecutorService questions;
    private final ExecutorService readers;
    private final TaskFloors floors;
    private final RegistryCheck schemas;
    private final GapWatch gaps;
    private final int threads;
    private final Supervisor supervisor;
    private final CertificateWatch certificates;

    /** @throws io.domicile.kit.config.ConfigurationException naming every problem of the configuration */
    public RouterService(RouterConfig config, ServiceContext context) {
        this(RouterSettings.of(config, context.catalogue()), config, context);
    }

    private RouterService(RouterSettings settings, RouterConfig config, ServiceContext context) {
        this(settings, config, context, RegistryClients.connect(config.registry(), settings.here(), context.meters()));
    }

    private RouterService(
            RouterSettings settings, RouterConfig config, ServiceContext context, SchemaRegistry registry) {
        this(
                settings,
                context,
                new KafkaPolicyStore(
                        settings.here(),
                        settings.mirrors(),
                        StreamsSettings.clients(config.kafka()).common(),
                        registry,
                        context,
                        "router",
                        config.policy().lease()),
                new PolicyFloor(
                        settings.here(),
                        settings.mirrors(),
                        StreamsSettings.clients(config.kafka()).common(),
                        registry,
                        context.catalogue())::read,
                registry,
                () -> new HmacAuditEncoder(settings.here(), "router", config.audit(), registry, context.clock()),
                new Certificates()
                        .kafka("kafka", settings.admin())
                        .urls("registry", config.registry().urls()));
    }

    private <S extends Service & PolicyGate> RouterService(
            RouterSettings settings,
            ServiceContext context,
            S store,
            Supplier<Map<RegionId, Long>> policyFloor,
            SchemaRegistry registry,
            Supplier<AuditEncoder> auditEncoders,
            Certificates certificates) {
        this(settings, context, store, store, policyFloor, registry, auditEncoders, certificates);
    }

    /**
     * @param policyStore what stands behind the gate: started before the router, closed after it
     * @param policyFloor reads the generation that each region's policy topic has now
     */
    RouterService(
            RouterSettings settings,
            ServiceContext context,
            PolicyGate gate,
            Service policyStore,
            Supplier<Map<RegionId, Long>> policyFloor,
            SchemaRegistry registry,
            Supplier<AuditEncoder> auditEncoders) {
        this(settings, context, gate, policyStore, policyFloor, registry, auditEncoders, new Certificates());
    }

    private RouterService(
            RouterSettings settings,
            ServiceContext context,
            PolicyGate gate,
            Service policyStore,
            Supplier<Map<RegionId, Long>> policyFloor,
            SchemaRegistry registry,
            Supplier<AuditEncoder> auditEncoders,
            Certificates certificates) {
        this.policyStore = policyStore;
        this.gate = gate;
        this.questions = threads(1, "domicile-router-schemas-" + settings.here());
        this.readers = threads(FLOOR_READERS, "domicile-router-floors-" + settings.here());
        this.floors = new TaskFloors(settings.here(), policyFloor, readers);
        this.schemas =
                new RegistryCheck(new WriterSchemas(registry), questions, settings.closedGateWait(), context.clock());
        Assembly assembly = new Assembly(settings, context, gate, schemas, floors);
        this.gaps = assembly.gaps();
        this.threads = settings.threads();
        this.supervisor = new Supervisor(
                settings.here(),
                gate,
                assembly.topicCheck(),
                schemas,
                () -> new Encoders(auditEncoders.get(), new AcknowledgementEncoder(registry, context.clock())),
                assembly::client,
                settings.closeTimeout());
        this.certificates = certificates.watch(context, settings.here(), Labels.NONE);
    }

    /** @throws IllegalStateException if the logging configuration would write records to the log */
    @Override
    public void start() {
        RecordLogging.requireOff();
        policyStore.start();
        supervisor.start();
        certificates.start();
    }

    @Override
    public Health health() {
        Optional<StreamsClient.Condition> condition = supervisor.condition();
        if (gaps.halted().isPresent()) {
            return new Health(true, List.of(gaps.halted().get()));
        }
        if (condition.equals(Optional.of(StreamsClient.Condition.DEAD))) {
            return Health.dead("Kafka Streams has stopped");
        }
        if (!policyStore.health().alive()) {
            return policyStore.health();
        }
        List<String> notReady = new ArrayList<>();
        if (gate.status() instanceof GateStatus.Closed closed) {
            notReady.add("policy gate closed: " + closed.reason().code());
        }
        if (!schemas.answers()) {
            notReady.add("schema registry does not answer");
        }
        if (condition.isEmpty()) {
            notReady.add(supervisor.waitingFor());
        } else if (condition.get() == StreamsClient.Condition.REBALANCING) {
            notReady.add("Kafka Streams is rebalancing");
        } else if (supervisor.liveThreads() < threads) {
            notReady.add("stream threads are missing");
        }
        supervisor.topicProblem().ifPresent(notReady::add);
        if (floors.areUnreached()) {
            notReady.add("a task waits until the policy is as new as when it began");
        }
        return new Health(true, notReady);
    }

    @Override
    public void close() {
        supervisor.close();
        questions.shutdownNow();
        readers.shutdownNow();
        policyStore.close();
        certificates.close();
    }

    private static ExecutorService threads(int count, String name) {
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}

package io.domicile.router;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.config.Problems;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.router.fixture.ReadableAudit;
import io.domicile.router.fixture.World;
import io.domicile.router.gap.GapAnswer;
import io.domicile.router.streams.StreamsSettings;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A router of eu-west on a real broker, with policies that the test sets. */
final class RunningRouter implements AutoCloseable {

    static final String APPLICATION_ID = "domicile-router-eu-west";
    static final Duration CLOSED_GATE_WAIT = Duration.ofSeconds(1);
    static final Set<RegionId> ROUTES = Set.of(World.US_EAST);

    /** The gate that the test opens and closes. */
    final FakePolicyGate gate;

    final InMemorySchemaRegistry registry;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RouterService service;

    RunningRouter(String bootstrapServers, FakePolicyGate gate) {
        this(bootstrapServers, gate, gate, ReadableAudit::new, new InMemorySchemaRegistry());
    }

    /** @param policyFloor what the policy topics have, whatever the gate knows of it */
    RunningRouter(
            String bootstrapServers,
            FakePolicyGate gate,
            InMemorySchemaRegistry registry,
            Supplier<Map<RegionId, Long>> policyFloor) {
        this(bootstrapServers, gate, gate, ReadableAudit::new, registry, GapAnswer.CONTINUE, policyFloor);
    }

    /** @param seen the gate as the router sees it */
    RunningRouter(
            String bootstrapServers,
            FakePolicyGate gate,
            PolicyGate seen,
            Supplier<AuditEncoder> auditEncoders,
            InMemorySchemaRegistry registry) {
        this(bootstrapServers, gate, seen, auditEncoders, registry, GapAnswer.CONTINUE);
    }

    RunningRouter(
            String bootstrapServers,
            FakePolicyGate gate,
            PolicyGate seen,
            Supplier<AuditEncoder> auditEncoders,
            InMemorySchemaRegistry registry,
            GapAnswer gapAnswer) {
        this(bootstrapServers, gate, seen, auditEncoders, registry, gapAnswer, Map::of);
    }

    private RunningRouter(
            String bootstrapServers,
            FakePolicyGate gate,
            PolicyGate seen,
            Supplier<AuditEncoder> auditEncoders,
            InMemorySchemaRegistry registry,
            GapAnswer gapAnswer,
            Supplier<Map<RegionId, Long>> policyFloor) {
        this.gate = gate;
        this.registry = registry;
        this.service = new RouterService(
                settings(bootstrapServers, gapAnswer),
                new ServiceContext(World.CATALOGUE, meters, InstantSource.system()),
                seen,
                new NoStore(),
                policyFloor,
                registry,
                auditEncoders);
        service.start();
    }

    static FakePolicyGate gateWith(OrganizationPolicy... policies) {
        FakePolicyGate gate = new FakePolicyGate();
        for (OrganizationPolicy policy : policies) {
            gate.put(policy);
        }
        return gate;
    }

    Health health() {
        return service.health();
    }

    /** How many stream threads have failed for this reason. */
    double failures(String reason) {
        return meters.get("domicile.router.thread.failures").tag("reason", reason).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        service.close();
    }

    private static RouterSettings settings(String bootstrapServers, GapAnswer gapAnswer) {
        Problems problems = new Problems("test");
        Map<String, String> kafka = Map.of("bootstrap.servers", bootstrapServers);
        Map<String, Object> streams = StreamsSettings.of(APPLICATION_ID, 1, kafka, problems);
        problems.throwIfAny();
        return new RouterSettings(
                World.HERE,
                ROUTES,
                ROUTES,
                Set.of(),
                streams,
                StreamsSettings.clients(kafka).admin("router-test-check"),
                CLOSED_GATE_WAIT,
                Duration.ZERO,
                Duration.ofSeconds(5),
                1,
                gapAnswer,
                100,
                Duration.ofMinutes(5),
                Duration.ofSeconds(15));
    }

    private static final class NoStore implements Service {

        @Override
        public void start() {}

        @Override
        public Health health() {
            return Health.READY;
        }

        @Override
        public void close() {}
    }
}

package io.domicile.benchmarks;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.Arrival;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.route.ArrivalTopic;
import io.domicile.router.route.Arrived;
import io.domicile.router.route.Departure;
import io.domicile.router.route.RecordRouter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All that the router does for a telemetry record that stays at home, without Kafka and without the schema registry. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RouteBenchmark {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final OrganizationId ORGANIZATION = new OrganizationId("bench");

    private final ArrivalTopic topic =
            new ArrivalTopic("ingress.telemetry", Arrival.INGRESS, Optional.of(DataClass.TELEMETRY));
    private final PolicyLookup known = new PolicyLookup.Known(
            new OrganizationPolicy(ORGANIZATION, HERE, List.of(), false, false, OrganizationState.ACTIVE, 1));
    private final PolicyView policies =
            organization -> organization.equals(ORGANIZATION) ? known : PolicyLookup.UNKNOWN;
    private final RecordRouter router = new RecordRouter(
            HERE,
            Set.of(),
            Catalogues.builtIn(),
            (dataClass, headers, value) -> true,
            decision -> new byte[0],
            new RouterMeters(new SimpleMeterRegistry(), HERE),
            InstantSource.system());
    private final byte[] key = new RecordKey(ORGANIZATION, "device-1").toBytes();
    private final byte[] value = new byte[256];
    private final Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();

    public RouteBenchmark() {
        RecordHeaders.add(headers, HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO);
    }

    @Benchmark
    public List<Departure> route() {
        return router.route(new Arrived(topic, 0, 0, 1, key, value, headers), policies);
    }
}

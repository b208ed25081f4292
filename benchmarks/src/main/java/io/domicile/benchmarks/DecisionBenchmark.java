package io.domicile.benchmarks;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.Arrival;
import io.domicile.residency.decision.Decision;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.link.LinkAnswer;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** What a decision and its tag cost for each record, with 1,000 organizations, a quarter of them strict. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecisionBenchmark {

    private static final int ORGANIZATIONS = 1_000;
    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId STANDBY = new RegionId("eu-central");
    private static final Jurisdiction EU = new Jurisdiction("EU");

    private final Map<OrganizationId, PolicyLookup> policies = new HashMap<>();
    private final PolicyView view = organization -> policies.getOrDefault(organization, PolicyLookup.UNKNOWN);
    private final byte[][] keys = new byte[ORGANIZATIONS][];
    private final Headers[] tagged = new Headers[ORGANIZATIONS];
    private final ResidencyDecision decision = new ResidencyDecision(HERE, Set.of(STANDBY));
    private final LinkGuard guard = new LinkGuard(HERE, STANDBY);
    private final LinkTopic topic = new LinkTopic.Egress(DataClass.ROLE_DEFINITIONS);
    private int next;

    public DecisionBenchmark() {
        for (int i = 0; i < ORGANIZATIONS; i++) {
            OrganizationId organization = new OrganizationId("organization-" + i);
            policies.put(
                    organization,
                    new PolicyLookup.Known(new OrganizationPolicy(
                            organization, HERE, List.of(STANDBY), i % 4 == 0, false, OrganizationState.ACTIVE, 1)));
            keys[i] = new RecordKey(organization, "device-" + i).toBytes();
            tagged[i] = new org.apache.kafka.common.header.internals.RecordHeaders();
            RecordHeaders.replaceTag(
                    tagged[i], new ResidencyTag(HERE, EU, organization, DataClass.ROLE_DEFINITIONS.id(), 1));
        }
    }

    /** Key, look-up and decision. */
    @Benchmark
    public Decision decide() {
        return decision.decide(
                view.lookup(nextKey().organization()), Optional.of(DataClass.ROLE_DEFINITIONS), Arrival.INGRESS);
    }

    /** The same, and the tag written to the record's headers. */
    @Benchmark
    public Headers decideAndTag() {
        OrganizationId organization = nextKey().organization();
        Decision decided =
                decision.decide(view.lookup(organization), Optional.of(DataClass.ROLE_DEFINITIONS), Arrival.INGRESS);
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        if (!(decided instanceof Decision.Block)) {
            RecordHeaders.replaceTag(
                    headers, new ResidencyTag(HERE, EU, organization, DataClass.ROLE_DEFINITIONS.id(), 1));
        }
        return headers;
    }

    /** A link's question: key and tag read, policy asked. */
    @Benchmark
    public LinkAnswer guard() {
        RecordKey key = nextKey();
        return guard.ask(topic, Optional.of(key), RecordHeaders.readTag(tagged[next]), view);
    }

    private RecordKey nextKey() {
        next = (next + 1) % ORGANIZATIONS;
        return RecordKey.parse(keys[next]).orElseThrow();
    }
}

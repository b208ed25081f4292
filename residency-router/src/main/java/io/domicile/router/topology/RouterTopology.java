package io.domicile.router.topology;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.router.acknowledgement.TaskMembers;
import io.domicile.router.fault.Refusals;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.route.ArrivalTopic;
import io.domicile.router.route.RecordRouter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The whole topology: arrival topics, one processor, departure topics.
 *
 * <pre>
 *   ingress.&lt;class&gt; ............ +            + home.&lt;class&gt;
 *                                  | routing    | egress.&lt;class&gt;
 *   &lt;source&gt;.forward.&lt;here&gt; ... +----------- + forward.&lt;region&gt;
 *                                               | residency.audit
 *                                               + residency.quarantine
 *                                               + residency.acks
 * </pre>
 *
 * <p>No store, hence no changelog; no repartition; every topic by its name.
 */
public final class RouterTopology {

    private static final String SOURCE = "arrivals";
    private static final String PROCESSOR = "routing";

    private RouterTopology() {}

    /** @param closedGateWait how long a record waits at a closed gate before its transaction is given up */
    public static Topology of(
            List<ArrivalTopic> arrivals,
            List<String> departures,
            RecordRouter router,
            PolicyGate gate,
            Duration closedGateWait,
            Refusals refusals,
            TaskMembers members,
            RouterMeters meters,
            InstantSource clock) {
        Map<String, ArrivalTopic> byName =
                arrivals.stream().collect(Collectors.toUnmodifiableMap(ArrivalTopic::name, Function.identity()));
        GateWait gateWait = new GateWait(gate, closedGateWait, meters);
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                SOURCE,
                new ReceiveTime(clock),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                arrivals.stream().map(ArrivalTopic::name).toArray(String[]::new));
        topology.addProcessor(
                PROCESSOR, () -> new RoutingProcessor(byName, gate, gateWait, router, refusals, members), SOURCE);
        for (String departure : departures) {
            topology.addSink(
                    departure,
                    departure,
                    new ByteArraySerializer(),
                    new OutboundSerializer(),
                    new SamePartition(),
                    PROCESSOR);
        }
        return topology;
    }
}

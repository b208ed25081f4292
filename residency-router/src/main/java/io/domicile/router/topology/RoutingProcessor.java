package io.domicile.router.topology;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.decision.PayloadFate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.router.acknowledgement.TaskMember;
import io.domicile.router.acknowledgement.TaskMembers;
import io.domicile.router.fault.Refusals;
import io.domicile.router.route.ArrivalTopic;
import io.domicile.router.route.Arrived;
import io.domicile.router.route.Departure;
import io.domicile.router.route.Origin;
import io.domicile.router.route.RecordRouter;
import io.domicile.router.route.UndecidedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Takes each record to the {@link RecordRouter} and its departures to their sinks, and lets the task say which policy it
 * decides by. Each sink is named by its topic.
 *
 * <p>A record whose decision fails in a way that nobody foresaw, or that its topic has refused, is set aside; one that
 * cannot be decided now ends the transaction.
 */
final class RoutingProcessor extends ContextualProcessor<byte[], byte[], byte[], Outbound> {

    /** How soon a task says that it decides by new policy. */
    static final Duration ACKNOWLEDGING = Duration.ofMillis(100);

    private final Map<String, ArrivalTopic> arrivals;
    private final PolicyGate gate;
    private final GateWait gateWait;
    private final RecordRouter router;
    private final Refusals refusals;
    private final TaskMembers members;
    private @Nullable TaskMember member;
    private @Nullable Cancellable acknowledging;

    RoutingProcessor(
            Map<String, ArrivalTopic> arrivals,
            PolicyGate gate,
            GateWait gateWait,
            RecordRouter router,
            Refusals refusals,
            TaskMembers members) {
        this.arrivals = arrivals;
        this.gate = gate;
        this.gateWait = gateWait;
        this.router = router;
        this.refusals = refusals;
        this.members = members;
    }

    /** Begins anew also after a transaction was given up: what was said in it was never read. */
    @Override
    public void init(ProcessorContext<byte[], Outbound> context) {
        super.init(context);
        close();
        TaskMember begun = members.of(context.taskId().toString());
        member = begun;
        acknowledging = context.schedule(ACKNOWLEDGING, PunctuationType.WALL_CLOCK_TIME, now -> acknowledge(begun));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        TaskMember task = Objects.requireNonNull(member);
        PolicyView policies = gateWait.view(task);
        Departure first = task.first(policies.generations());
        if (first != null) {
            forward(first, 0);
        }
        RecordMetadata source = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record that was read from no topic"));
        ArrivalTopic topic = arrivals.get(source.topic());
        if (topic == null) {
            throw new IllegalStateException("a record of topic '" + source.topic() + "', which is no source");
        }
        Arrived arrived = new Arrived(
                topic,
                source.partition(),
                source.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
        Origin origin = new Origin(source.topic(), source.partition(), source.offset());
        for (Departure departure : departures(arrived, origin, policies)) {
            OriginHeader.mark(departure.headers(), origin);
            forward(departure, source.partition());
        }
    }

    /** Kafka Streams keeps the punctuations of a task that it revives. */
    @Override
    public void close() {
        if (acknowledging != null) {
            acknowledging.cancel();
        }
        if (member != null) {
            member.end();
        }
    }

    private List<Departure> departures(Arrived arrived, Origin origin, PolicyView policies) {
        return switch (refusals.of(origin)) {
            case NONE -> decided(arrived, policies);
            case BY_DESTINATION ->
                router.setAside(arrived, policies, BlockReason.REFUSED_BY_TOPIC, PayloadFate.QUARANTINE);
            case BY_QUARANTINE ->
                router.setAside(arrived, policies, BlockReason.REFUSED_BY_TOPIC, PayloadFate.REFERENCE_ONLY);
        };
    }

    private List<Departure> decided(Arrived arrived, PolicyView policies) {
        try {
            return router.route(arrived, policies);
        } catch (UndecidedException notNow) {
            throw notNow;
        } catch (RuntimeException unforeseen) {
            return router.setAside(arrived, policies, BlockReason.PROCESSING_FAILED, PayloadFate.QUARANTINE);
        }
    }

    private void acknowledge(TaskMember speaker) {
        gate.view().ifPresent(policies -> {
            Departure next = speaker.next(policies.generations());
            if (next != null) {
                forward(next, 0);
            }
        });
    }

    private void forward(Departure departure, int partition) {
        Outbound value = new Outbound(partition, departure.value());
        context()
                .forward(
                        new Record<>(departure.key(), value, departure.timestamp(), departure.headers()),
                        departure.topic());
    }
}

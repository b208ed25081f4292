package io.domicile.router.topology;

import io.domicile.residency.policy.PolicyView;
import io.domicile.router.route.ArrivalTopic;
import io.domicile.router.route.Arrived;
import io.domicile.router.route.Departure;
import io.domicile.router.route.RecordRouter;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes each record to the {@link RecordRouter} and its departures to their sinks. Each sink is named by its topic. */
final class RoutingProcessor extends ContextualProcessor<byte[], byte[], byte[], Outbound> {

    private final Map<String, ArrivalTopic> arrivals;
    private final GateWait gate;
    private final RecordRouter router;

    RoutingProcessor(Map<String, ArrivalTopic> arrivals, GateWait gate, RecordRouter router) {
        this.arrivals = arrivals;
        this.gate = gate;
        this.router = router;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        PolicyView policies = gate.view();
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
        for (Departure departure : router.route(arrived, policies)) {
            forward(departure, source.partition());
        }
    }

    private void forward(Departure departure, int partition) {
        Outbound value = new Outbound(partition, departure.value());
        context()
                .forward(
                        new Record<>(departure.key(), value, departure.timestamp(), departure.headers()),
                        departure.topic());
    }
}

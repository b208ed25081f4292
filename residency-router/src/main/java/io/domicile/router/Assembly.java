package io.domicile.router;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.ServiceContext;
import io.domicile.router.acknowledgement.TaskFloors;
import io.domicile.router.acknowledgement.TaskMembers;
import io.domicile.router.fault.Refusals;
import io.domicile.router.fault.ThreadReplacement;
import io.domicile.router.gap.GapWatch;
import io.domicile.router.gap.WatchedClients;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.route.ArrivalTopic;
import io.domicile.router.route.DepartureTopics;
import io.domicile.router.route.RecordRouter;
import io.domicile.router.route.SchemaCheck;
import io.domicile.router.streams.StreamsClient;
import io.domicile.router.topology.RouterTopology;
import io.domicile.router.transaction.ClearedProducers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Puts a router together: its topics, its topology, and the Kafka Streams client that runs it. */
final class Assembly {

    /** Between two attempts with credentials that are refused. */
    private static final Duration WHILE_REFUSED = Duration.ofSeconds(1);

    private final RouterSettings settings;
    private final ServiceContext context;
    private final PolicyGate gate;
    private final SchemaCheck schemas;
    private final RouterMeters meters;
    private final GapWatch gaps;
    private final TaskFloors floors;
    private final List<ArrivalTopic> arrivals;
    private final List<String> departures;

    Assembly(RouterSettings settings, ServiceContext context, PolicyGate gate, SchemaCheck schemas, TaskFloors floors) {
        this.settings = settings;
        this.context = context;
        this.gate = gate;
        this.schemas = schemas;
        this.floors = floors;
        this.meters = new RouterMeters(context.meters(), settings.here());
        this.gaps = new GapWatch(settings.here(), settings.gapAnswer(), meters);
        this.arrivals = ArrivalTopic.of(settings.here(), settings.sources());
        this.departures = DepartureTopics.of(settings.routes());
    }

    GapWatch gaps() {
        return gaps;
    }

    TopicCheck topicCheck() {
        return new TopicCheck(
                settings.admin(), arrivals.stream().map(ArrivalTopic::name).toList(), departures);
    }

    StreamsClient client(Encoders encoders) {
        Refusals refusals = new Refusals();
        RecordRouter router = new RecordRouter(
                settings.here(),
                settings.routes(),
                context.catalogue(),
                schemas,
                encoders.audit(),
                meters,
                context.clock());
        TaskMembers members = new TaskMembers(
                settings.here(),
                settings.lease(),
                settings.transactionTimeout(),
                encoders.acknowledgements(),
                floors,
                context.clock());
        StreamsClient client = new StreamsClient(
                RouterTopology.of(
                        arrivals,
                        departures,
                        router,
                        gate,
                        settings.closedGateWait(),
                        refusals,
                        members,
                        meters,
                        context.clock()),
                settings.streams(),
                refusals,
                new WatchedClients(gaps, new ClearedProducers(settings.here())),
                new ThreadReplacement(
                        settings.here(),
                        settings.replacements(),
                        settings.replacementWindow(),
                        context.clock(),
                        meters,
                        refusals,
                        () -> LockSupport.parkNanos(WHILE_REFUSED.toNanos())));
        meters.threads(client::liveThreads);
        return client;
    }
}

package io.domicile.replicator;

import io.domicile.kit.admin.AdminEndpoint;
import io.domicile.kit.admin.TokenProtected;
import io.domicile.kit.metrics.Labels;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lag.AdminLedgerPositions;
import io.domicile.replicator.lag.AdminSourceEnds;
import io.domicile.replicator.lag.LagBoard;
import io.domicile.replicator.lag.LagLimits;
import io.domicile.replicator.lag.LagMeters;
import io.domicile.replicator.lag.LedgerObserver;
import io.domicile.replicator.lag.SourceEndSampler;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.rpo.ReplicationEndpoint;
import io.domicile.replicator.rpo.RpoMeters;
import io.domicile.replicator.rpo.RpoObjective;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.link.LinkTopic;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What measures a link's lag and tells it, apart from what copies. */
final class LagParts implements AutoCloseable {

    private final LagBoard board;
    private final SourceEndSampler sampler;
    private final LedgerObserver observer;
    private final RpoMeters rpo;
    private final AdminEndpoint endpoint;

    LagParts(ReplicatorConfig config, ServiceContext context, Link link, LinkClients clients, PolicyGate gate) {
        List<MirroredTopic> topics = MirroredTopic.all(link);
        Set<String> sources = topics.stream().map(MirroredTopic::source).collect(Collectors.toSet());
        Map<String, String> byMirror =
                topics.stream().collect(Collectors.toMap(MirroredTopic::mirror, MirroredTopic::source));
        LagMeters meters = new LagMeters(context.meters(), link.target().value(), link.label());
        Duration interval = config.lag().sampleInterval();
        Duration timeout = config.limits().requestTimeout();
        this.board = new LagBoard(LagLimits.forInterval(interval), System::nanoTime, meters);
        this.sampler = new SourceEndSampler(
                link.label(),
                board,
                meters,
                new AdminSourceEnds(clients::lagAdmin, List.copyOf(sources), timeout),
                System::nanoTime,
                interval);
        this.observer = new LedgerObserver(
                link.label(),
                board,
                new AdminLedgerPositions(clients::ledgerAdmin, link.ledgerGroup(), byMirror, timeout),
                interval);
        List<RpoObjective> objectives = objectives(config.lag().objectives());
        this.rpo = new RpoMeters(
                context.meters(),
                Tags.of(Labels.REGION, link.target().value(), Labels.LINK, link.label()),
                objectives,
                () -> board.summary(sources).exposure());
        this.endpoint = new TokenProtected(
                new ReplicationEndpoint(
                        link.source(),
                        link.target(),
                        board,
                        sources,
                        topics.stream()
                                .filter(topic -> !(topic.kind() instanceof LinkTopic.Forward))
                                .map(MirroredTopic::source)
                                .collect(Collectors.toSet()),
                        gate,
                        context.clock(),
                        objectives),
                config.admin().token(),
                "replicator.admin.token");
    }

    LagBoard board() {
        return board;
    }

    AdminEndpoint endpoint() {
        return endpoint;
    }

    void start() {
        sampler.start();
        observer.start();
    }

    boolean isAlive() {
        return sampler.isAlive() && observer.isAlive();
    }

    @Override
    public void close() {
        sampler.close();
        observer.close();
        rpo.close();
        board.close();
    }

    private static List<RpoObjective> objectives(ReplicatorConfig.ObjectivesConfig config) {
        return List.of(new RpoObjective("premium", config.premium()), new RpoObjective("standard", config.standard()));
    }
}

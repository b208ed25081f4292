package io.domicile.replicator;

import io.domicile.kit.config.RegistryClients;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.compare.Judges;
import io.domicile.replicator.compare.LinkComparison;
import io.domicile.replicator.compare.PartitionReport;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.MirrorGuard;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link LinkComparison} that decides as the link of a configuration does. */
public final class ConfiguredComparison {

    private ConfiguredComparison() {}

    /**
     * @param repairs as of {@link LinkComparison#run}
     * @param patience how long to wait for the policy, and for each answer
     * @throws ClosedGateException if the policy gate does not open
     * @throws io.domicile.replicator.compare.UnrepairedException if tombstones cannot be sent
     */
    public static List<PartitionReport> run(
            ReplicatorConfig config, ServiceContext context, boolean repairs, Duration patience)
            throws InterruptedException {
        RegionId from = new RegionId(config.link().source());
        RegionId to = new RegionId(config.link().target());
        SchemaRegistry source = RegistryClients.connect(config.source().registry(), from, context.meters());
        SchemaRegistry target = RegistryClients.connect(config.target().registry(), to, context.meters());
        Link link = new Link(from, to, config.link().epoch());
        LinkClients clients = new LinkClients(
                link,
                ClientSettings.of("replicator.source.kafka", config.source().kafka()),
                ClientSettings.of("replicator.target.kafka", config.target().kafka()),
                config.limits().transactionRecords(),
                config.limits().transactionTimeout());
        try (KafkaPolicyStore gate = store(config, context, target)) {
            gate.start();
            if (gate.awaitView(patience).isEmpty()) {
                throw new ClosedGateException(
                        gate.status() instanceof GateStatus.Closed closed
                                ? closed.reason().code()
                                : "loading");
            }
            RecordJudge judge = new RecordJudge(
                    new LinkGuard(from, to),
                    gate,
                    new ValueTranslator(source, target),
                    TopicSizes.MIRROR,
                    config.policy().catchUpWait());
            Judges judges = new Judges(
                    judge, new MirrorPolicy(gate, new MirrorGuard(from, to)), GapConfig.answers(config.gaps()));
            try (LinkComparison comparison = new LinkComparison(link, clients, Optional.of(judges), patience)) {
                return comparison.run(repairs);
            }
        }
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
                "verify",
                config.policy().lease());
    }
}

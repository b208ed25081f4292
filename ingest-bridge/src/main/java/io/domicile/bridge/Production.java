package io.domicile.bridge;

import io.domicile.kit.audit.HmacAuditEncoder;
import io.domicile.kit.config.RegistryClients;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.policy.KafkaPolicyStore;
import io.domicile.kit.policy.PolicyFloor;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The real ports: the region's registry, and its policy from Kafka. */
final class Production {

    private Production() {}

    /** @param component what reads the policy: names its client and labels its meters */
    static BridgePorts ports(BridgeConfig config, ServiceContext context, String component) {
        RegionId region = new RegionId(config.region());
        SchemaRegistry registry = RegistryClients.connect(config.registry(), region, context.meters());
        Set<RegionId> mirrors = config.policy().mirrors().orElse(Set.of()).stream()
                .map(RegionId::new)
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Object> kafka =
                ClientSettings.of("bridge.kafka", config.kafka()).common();
        KafkaPolicyStore store = new KafkaPolicyStore(
                region,
                mirrors,
                kafka,
                registry,
                context,
                component,
                config.policy().lease());
        return new BridgePorts(
                store,
                new PolicyFloor(region, mirrors, kafka, registry, context.catalogue())::read,
                registry,
                () -> new HmacAuditEncoder(region, "bridge", config.audit(), registry, context.clock()),
                RandomGenerator.getDefault(),
                List.of(store));
    }
}

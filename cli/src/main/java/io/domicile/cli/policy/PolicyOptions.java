package io.domicile.cli.policy;

import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import picocli.CommandLine.Mixin;

/** Options of every policy command. */
final class PolicyOptions {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Mixin
    private final RegionOptions region = new RegionOptions();

    PolicyWriter writer() {
        return new PolicyWriter(region(), kafka.connect().common(), registry.connect(), region.catalogue());
    }

    KafkaConnection kafka() {
        return kafka.connect();
    }

    SchemaRegistry registry() {
        return registry.connect();
    }

    RegionCatalogue catalogue() {
        return region.catalogue();
    }

    RegionId region() {
        return region.region();
    }
}

package io.domicile.cli.audit;

import io.domicile.cli.connection.AuditKeyOptions;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.seal.SealKey;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import picocli.CommandLine.Mixin;

/** Options of the commands that make or check seals. */
final class SealOptions {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Mixin
    private final RegionOptions region = new RegionOptions();

    @Mixin
    private final AuditKeyOptions key = new AuditKeyOptions();

    RegionId region() {
        return region.region();
    }

    SealKey key() {
        return SealKey.derivedFrom(key.key());
    }

    SchemaRegistry registry() {
        return registry.connect();
    }

    ToolClients clients(String purpose) {
        return kafka.connect().tool("domicile-" + purpose + "-" + region());
    }
}

package io.domicile.cli.quarantine;

import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import picocli.CommandLine.Mixin;

/** Whose quarantine a command is about. */
final class RegionTool {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegionOptions region = new RegionOptions();

    RegionId region() {
        return region.region();
    }

    RegionCatalogue catalogue() {
        return region.catalogue();
    }

    ToolClients clients() {
        return kafka.connect().tool("domicile-quarantine-" + region());
    }
}

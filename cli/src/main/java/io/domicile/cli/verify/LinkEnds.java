package io.domicile.cli.verify;

import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.config.Problems;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorConfigChecks;
import io.domicile.residency.region.RegionCatalogue;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both clusters of a link.
 *
 * @param config of the link; empty where only the brokers were given
 */
record LinkEnds(KafkaConnection source, KafkaConnection target, Optional<ReplicatorConfig> config) {

    static LinkEnds addressed(String source, @Nullable Path sourceConfig, String target, @Nullable Path targetConfig) {
        return new LinkEnds(
                KafkaConnection.of(source, sourceConfig), KafkaConnection.of(target, targetConfig), Optional.empty());
    }

    /**
     * @throws io.domicile.kit.config.ConfigurationException with every problem of the file
     * @throws UsageException if it is another link's
     */
    static LinkEnds configured(Path file, LinkOptions.Ends ends, RegionCatalogue catalogue) {
        ReplicatorConfig config = Configurations.load(ReplicatorConfig.class, file);
        Problems problems = new Problems(file.toString());
        ReplicatorConfigChecks.check(config, catalogue, problems);
        problems.throwIfAny();
        String configured = config.link().source() + ":" + config.link().target();
        if (!configured.equals(ends.source() + ":" + ends.target())) {
            throw new UsageException("--config: " + file + " is of the link " + configured);
        }
        return new LinkEnds(
                KafkaConnection.configured(
                        "replicator.source.kafka", config.source().kafka()),
                KafkaConnection.configured(
                        "replicator.target.kafka", config.target().kafka()),
                Optional.of(config));
    }
}

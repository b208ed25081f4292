package io.domicile.router;

import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.config.AuditConfig;
import io.domicile.kit.config.PolicyConfig;
import io.domicile.kit.config.RegistryConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configuration of one region's router. All instances of a region share the application id and thereby the work. */
@ConfigMapping(prefix = "router")
public interface RouterConfig {

    /** The region this router decides for. */
    String region();

    /** Settings of the Kafka clients and of Kafka Streams, by Kafka's names; {@code bootstrap.servers} at least. */
    Map<String, String> kafka();

    /** Consumer group and prefix of transactional ids; {@code domicile-router-<region>} unless set. */
    Optional<String> applicationId();

    /** Regions that a link carries {@code forward.<region>} to. */
    Optional<Set<String>> routes();

    /** Regions whose forward topics a link carries here. */
    Optional<Set<String>> sources();

    /**
     * What to do when retention has removed records before they were read: {@code continue} with the oldest that is left,
     * or {@code halt}. Both count and log what is lost.
     */
    @WithDefault("continue")
    String onGap();

    RegistryConfig registry();

    PolicyConfig policy();

    AuditConfig audit();

    AdminConfig admin();

    StreamsSection streams();

    /** How Kafka Streams runs. */
    interface StreamsSection {

        /** Stream threads of this process; more than the arrival topics have partitions stay idle. */
        @WithDefault("1")
        int threads();

        /** How many failed threads are replaced within {@link #replacementWindow()}; one more stops the router. */
        @WithDefault("20")
        int replacements();

        @WithDefault("5m")
        Duration replacementWindow();

        /** How long closing may take before what is under way is given up. */
        @WithDefault("15s")
        Duration closeTimeout();
    }
}

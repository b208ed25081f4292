package io.domicile.replicator;

import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.config.AuditConfig;
import io.domicile.kit.config.PolicyConfig;
import io.domicile.kit.config.RegistryConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Configuration of one link. */
@ConfigMapping(prefix = "replicator")
public interface ReplicatorConfig {

    LinkConfig link();

    EndConfig source();

    EndConfig target();

    LinkPolicyConfig policy();

    /** Keys the entries written at the source: the source region's secret. */
    AuditConfig audit();

    TokenAdminConfig admin();

    MirrorConfig mirror();

    /**
     * What the lanes do where source and mirror do not join any more, {@code halt}, {@code accept} or {@code resync}: by
     * class, by {@code forward}, and by {@code default}, which is {@code halt}.
     */
    Map<String, String> gaps();

    LagConfig lag();

    GroupsConfig groups();

    LimitsConfig limits();

    BarrierConfig barrier();

    /** The two regions a link connects. The process runs in the target region. */
    interface LinkConfig {

        String source();

        String target();

        /** Grows when this direction is given anew after a failover. */
        @WithDefault("1")
        long epoch();
    }

    /** One end of the link. */
    interface EndConfig {

        /** Kafka client settings, passed through; {@code bootstrap.servers} is required. */
        Map<String, String> kafka();

        RegistryConfig registry();
    }

    /** The link's own policy, read from the target's Kafka. */
    interface LinkPolicyConfig extends PolicyConfig {

        /** How long a record of an unknown organization waits for the link's own policy before it is refused. */
        @WithDefault("10s")
        Duration catchUpWait();
    }

    /** Mirror topics that the link creates. */
    interface MirrorConfig {

        @WithDefault("3")
        short replicationFactor();

        /** Of {@code <source>.forward.<target>}. */
        @WithDefault("7d")
        Duration retention();

        /**
         * Whether mirrors follow their sources in clean-up, time stamps and message size. Partitions are followed either
         * way.
         */
        @WithDefault("true")
        boolean follow();
    }

    /** Where health and metrics are served, and who may ask for the replication's status. */
    interface TokenAdminConfig extends AdminConfig {

        /** Of {@code /api/v1/regions/replication}; without one, nobody may. */
        Optional<String> token();
    }

    /** How the lag is measured, and against what. */
    interface LagConfig {

        /** How often the source is asked for its ends. */
        @WithDefault("1s")
        Duration sampleInterval();

        ObjectivesConfig objectives();
    }

    /** The recovery point objective of each tier. */
    interface ObjectivesConfig {

        @WithDefault("1h")
        Duration standard();

        @WithDefault("15m")
        Duration premium();
    }

    /** Keeps consumer groups of the source current at the target, so that they can go on there. */
    interface GroupsConfig {

        /** Whether the groups' offsets are committed at the target. */
        @WithDefault("true")
        boolean enabled();

        @WithDefault("5s")
        Duration interval();

        /** Groups to keep current: a regular expression that the whole name matches. */
        @WithDefault(".*")
        String include();

        /** Groups to leave alone, included or not. */
        @WithDefault("console-consumer-.*|domicile-.*|__.*")
        Optional<String> exclude();

        /** Whether {@code heartbeats} and {@code <source>.checkpoints.internal} are written at the target. */
        @WithDefault("true")
        boolean mirrorMakerTopics();
    }

    /** How the link waits for the target region before it acknowledges the source's policy. */
    interface BarrierConfig {

        /** Consumer group of the target region's router, where that has an {@code application-id} of its own. */
        Optional<String> routerGroup();
    }

    /** Bounds of one process. */
    interface LimitsConfig {

        /** Threads that copy; a lane uses one at a time. */
        @WithDefault("4")
        int threads();

        /** Records in one transaction, at most. */
        @WithDefault("10000")
        int transactionRecords();

        /** Bytes fetched from the source and not yet copied, of all lanes together. */
        @WithDefault("67108864")
        long prefetchBytes();

        /** How long the target lets a transaction stay open. */
        @WithDefault("30s")
        Duration transactionTimeout();

        /** How long a lane's producer stays open without work. */
        @WithDefault("60s")
        Duration idleProducer();

        /** The shortest time between two transactions of a lane that move only the ledger. */
        @WithDefault("1s")
        Duration positionInterval();

        /** How often the topics of both sides are surveyed. */
        @WithDefault("5s")
        Duration surveyInterval();

        /** How often a mirror is looked at whether its broker has removed what was erased. */
        @WithDefault("5m")
        Duration erasureInterval();

        /** How often a mirror of a compacted class is compared with its source. */
        @WithDefault("6h")
        Duration reconcileInterval();

        /** How long a question to either cluster may take. */
        @WithDefault("15s")
        Duration requestTimeout();
    }
}

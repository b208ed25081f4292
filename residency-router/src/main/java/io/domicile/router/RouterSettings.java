package io.domicile.router;

import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.KafkaNames;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.router.gap.GapAnswer;
import io.domicile.router.streams.StreamsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A router's configuration, checked.
 *
 * @param mirrors foreign regions whose policy is mirrored here
 * @param streams settings of Kafka Streams
 * @param admin settings of an admin client
 * @param lease how long policy is relied on without a heartbeat of its writer; zero: for ever
 * @param threads stream threads of this process
 * @param transactionTimeout after which the brokers give up a transaction of a task
 */
record RouterSettings(
        RegionId here,
        Set<RegionId> routes,
        Set<RegionId> sources,
        Set<RegionId> mirrors,
        Map<String, Object> streams,
        Map<String, Object> admin,
        Duration closedGateWait,
        Duration lease,
        Duration transactionTimeout,
        int threads,
        GapAnswer gapAnswer,
        int replacements,
        Duration replacementWindow,
        Duration closeTimeout) {

    RouterSettings {
        routes = Set.copyOf(routes);
        sources = Set.copyOf(sources);
        mirrors = Set.copyOf(mirrors);
        streams = Map.copyOf(streams);
        admin = Map.copyOf(admin);
    }

    /** @throws io.domicile.kit.config.ConfigurationException naming every problem */
    static RouterSettings of(RouterConfig config, RegionCatalogue catalogue) {
        Problems problems = new Problems("the router's configuration");
        ConfigurationChecks checks = new ConfigurationChecks(catalogue, problems);
        Optional<RegionId> here = checks.region("router.region", config.region());
        Set<RegionId> routes =
                checks.otherRegions("router.routes", config.routes().orElse(Set.of()), config.region());
        Set<RegionId> sources =
                checks.otherRegions("router.sources", config.sources().orElse(Set.of()), config.region());
        Set<RegionId> mirrors = checks.policy("router.policy", config.policy(), config.region());
        checks.registry("router.registry", config.registry());
        checks.audit("router.audit", config.audit());
        checks.admin("router.admin", config.admin());
        requirePositive("router.policy.closed-gate-wait", config.policy().closedGateWait(), problems);
        requirePositive("router.streams.replacement-window", config.streams().replacementWindow(), problems);
        requirePositive("router.streams.close-timeout", config.streams().closeTimeout(), problems);
        if (config.streams().threads() < 1) {
            problems.add("router.streams.threads", "must be at least 1");
        }
        if (config.streams().replacements() < 0) {
            problems.add("router.streams.replacements", "must not be negative");
        }
        String applicationId = config.applicationId()
                .or(() -> here.map(KafkaNames::routerApplication))
                .orElse("");
        Map<String, Object> streams =
                StreamsSettings.of(applicationId, config.streams().threads(), config.kafka(), problems);
        Optional<Duration> transactionTimeout = StreamsSettings.transactionTimeout(streams, problems);
        transactionTimeout.ifPresent(
                timeout -> requireWellBelow(timeout, config.policy().closedGateWait(), problems));
        Optional<GapAnswer> gapAnswer = GapAnswer.parse(config.onGap());
        if (gapAnswer.isEmpty()) {
            problems.add("router.on-gap", "is neither 'continue' nor 'halt'");
        }
        problems.throwIfAny();
        return new RouterSettings(
                here.orElseThrow(),
                routes,
                sources,
                mirrors,
                streams,
                StreamsSettings.clients(config.kafka()).admin(applicationId + "-check"),
                config.policy().closedGateWait(),
                config.policy().lease().orElse(Duration.ZERO),
                transactionTimeout.orElseThrow(),
                config.streams().threads(),
                gapAnswer.orElseThrow(),
                config.streams().replacements(),
                config.streams().replacementWindow(),
                config.streams().closeTimeout());
    }

    /** A record that waits for longer than its transaction lives is given up by the brokers, not by us. */
    private static void requireWellBelow(Duration timeout, Duration wait, Problems problems) {
        if (wait.multipliedBy(2).compareTo(timeout) > 0) {
            problems.add(
                    "router.policy.closed-gate-wait",
                    wait.toMillis() + " ms is more than half of the transaction time-out of " + timeout.toMillis()
                            + " ms (router.kafka.producer.transaction.timeout.ms)");
        }
    }

    private static void requirePositive(String key, Duration duration, Problems problems) {
        if (duration.isNegative() || duration.isZero()) {
            problems.add(key, "must be longer than zero");
        }
    }
}

package io.domicile.replicator;

import io.domicile.kit.config.ConfigurationChecks;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.residency.region.RegionCatalogue;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the types of {@link ReplicatorConfig} cannot say: whether its values are possible, and possible together. */
public final class ReplicatorConfigChecks {

    /** A transaction must outlive the time that one send may take. */
    private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(5);

    /** Kafka's brokers allow no longer one unless told to. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private static final int SHORTEST_TOKEN = 16;
    private static final int DELETE = 0x7f;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private ReplicatorConfigChecks() {}

    /** Adds every problem it finds. */
    public static void check(ReplicatorConfig config, RegionCatalogue catalogue, Problems problems) {
        ConfigurationChecks checks = new ConfigurationChecks(catalogue, problems);
        String source = config.link().source();
        String target = config.link().target();
        checks.region("replicator.link.source", source);
        checks.region("replicator.link.target", target);
        if (source.equals(target)) {
            problems.add("replicator.link", "source and target are both '" + source + "'");
        }
        atLeast("replicator.link.epoch", config.link().epoch(), 1, problems);
        end("replicator.source", config.source(), checks, problems);
        end("replicator.target", config.target(), checks, problems);
        checks.policy("replicator.policy", config.policy(), target);
        if (!config.policy().mirrors().orElse(Set.of()).contains(source)) {
            problems.add(
                    "replicator.policy.mirrors",
                    "does not contain the link's source '" + source
                            + "': every organization at home there would be unknown");
        }
        checks.audit("replicator.audit", config.audit());
        checks.admin("replicator.admin", config.admin());
        config.admin().token().ifPresent(token -> token(token, problems));
        atLeast("replicator.mirror.replication-factor", config.mirror().replicationFactor(), 1, problems);
        between("replicator.mirror.retention", config.mirror().retention(), Duration.ofMillis(1), LONGEST, problems);
        between(
                "replicator.lag.sample-interval",
                config.lag().sampleInterval(),
                Duration.ofMillis(10),
                Duration.ofMinutes(1),
                problems);
        objective("standard", config.lag().objectives().standard(), problems);
        objective("premium", config.lag().objectives().premium(), problems);
        groups(config.groups(), problems);
        GapConfig.check(config.gaps(), problems);
        limits(config.limits(), problems);
    }

    private static void token(String token, Problems problems) {
        if (token.length() < SHORTEST_TOKEN || !token.chars().allMatch(letter -> letter > ' ' && letter < DELETE)) {
            problems.add(
                    "replicator.admin.token",
                    "must have at least " + SHORTEST_TOKEN + " printable ASCII characters and no space");
        }
    }

    private static void objective(String tier, Duration objective, Problems problems) {
        between("replicator.lag.objectives." + tier, objective, Duration.ofSeconds(1), LONGEST, problems);
    }

    private static void groups(ReplicatorConfig.GroupsConfig groups, Problems problems) {
        String key = "replicator.groups";
        between(key + ".interval", groups.interval(), Duration.ofMillis(100), Duration.ofHours(1), problems);
        pattern(key + ".include", groups.include(), problems);
        groups.exclude().ifPresent(exclude -> pattern(key + ".exclude", exclude, problems));
    }

    private static void pattern(String key, String value, Problems problems) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException malformed) {
            problems.add(key, "'" + value + "' is not a regular expression: " + malformed.getDescription());
        }
    }

    private static void end(String key, ReplicatorConfig.EndConfig end, ConfigurationChecks checks, Problems problems) {
        ClientSettings.of(key + ".kafka", end.kafka()).check(problems);
        checks.registry(key + ".registry", end.registry());
    }

    private static void limits(ReplicatorConfig.LimitsConfig limits, Problems problems) {
        String key = "replicator.limits";
        Duration shortest = Duration.ofMillis(1);
        atLeast(key + ".threads", limits.threads(), 1, problems);
        atLeast(key + ".transaction-records", limits.transactionRecords(), 1, problems);
        atLeast(key + ".prefetch-bytes", limits.prefetchBytes(), 1024 * 1024, problems);
        between(
                key + ".transaction-timeout",
                limits.transactionTimeout(),
                SHORTEST_TRANSACTION,
                LONGEST_TRANSACTION,
                problems);
        between(key + ".idle-producer", limits.idleProducer(), shortest, LONGEST, problems);
        between(key + ".position-interval", limits.positionInterval(), shortest, LONGEST, problems);
        between(key + ".survey-interval", limits.surveyInterval(), shortest, LONGEST, problems);
        between(key + ".erasure-interval", limits.erasureInterval(), shortest, LONGEST, problems);
        between(key + ".reconcile-interval", limits.reconcileInterval(), Duration.ofSeconds(1), LONGEST, problems);
        between(key + ".request-timeout", limits.requestTimeout(), shortest, Duration.ofMinutes(10), problems);
    }

    private static void atLeast(String key, long value, long least, Problems problems) {
        if (value < least) {
            problems.add(key, "must be at least " + least + ", not " + value);
        }
    }

    private static void between(String key, Duration value, Duration least, Duration most, Problems problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(key, value + " is not between " + least + " and " + most);
        }
    }
}

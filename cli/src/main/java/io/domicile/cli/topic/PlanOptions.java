package io.domicile.cli.topic;

import io.domicile.cli.UsageException;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.RegionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which topics a region has. */
final class PlanOptions {

    private static final int MAX_PARTITIONS = 10_000;

    @Mixin
    private final RegionOptions region = new RegionOptions();

    @Option(
            names = "--other-region",
            mapFallbackValue = "",
            paramLabel = "<region>[=<partitions>]",
            description = {
                "A region that records are forwarded to and mirrored from; repeat for each.",
                "Its number of partitions, where it differs from --partitions."
            })
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(
            names = "--partitions",
            defaultValue = "6",
            paramLabel = "<n>",
            description = "Partitions of every topic that carries records (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            defaultValue = "3",
            paramLabel = "<n>",
            description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
    private int replicationFactor;

    TopicPlan plan() {
        requireBetween("--partitions", partitions, MAX_PARTITIONS);
        requireBetween("--replication-factor", replicationFactor, Short.MAX_VALUE);
        TopicSettings settings = TopicSettings.of(partitions, replicationFactor);
        Map<RegionId, Integer> regions = new LinkedHashMap<>();
        others.forEach((id, count) -> regions.put(region.known(id), count.isEmpty() ? partitions : number(count)));
        TopicPlan plan = TopicPlan.ofRegion(region.region(), settings);
        if (regions.containsKey(plan.region())) {
            throw new UsageException("--other-region '" + plan.region() + "' is --region itself");
        }
        plan = plan.withRoutes(Set.copyOf(regions.keySet()), settings);
        for (Map.Entry<RegionId, Integer> other : regions.entrySet()) {
            requireBetween("--other-region " + other.getKey(), other.getValue(), MAX_PARTITIONS);
            plan = plan.withMirrors(other.getKey(), topic -> other.getValue(), settings);
        }
        return plan;
    }

    /** The regions named by {@code --other-region}. */
    Set<RegionId> others() {
        return others.keySet().stream().map(region::known).collect(Collectors.toUnmodifiableSet());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--other-region: '" + text + "' is not a number of partitions");
        }
    }

    private static void requireBetween(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option + ": " + value + " is not between 1 and " + most);
        }
    }
}

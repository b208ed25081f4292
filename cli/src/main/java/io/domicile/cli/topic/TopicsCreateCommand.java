package io.domicile.cli.topic;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicDeviation;
import io.domicile.kit.topic.TopicPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domicile topics create}. */
@Command(
        name = "create",
        description = "Creates those topics of a region that do not exist, and checks all of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Changes and deletes nothing; topics that are not as planned are listed, with status 1.",
            "",
            "Example:",
            "  domicile topics create --bootstrap-server 127.0.0.1:19091 --region eu-west \\",
            "      --other-region eu-central --other-region us-east --partitions 3 --replication-factor 1"
        })
final class TopicsCreateCommand implements Callable<Integer> {

    /** Brokers may take a moment to know a new topic. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TopicPlan plan = options.plan();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = kafka.connect().admin()) {
            TopicAdministration topics = new TopicAdministration(admin);
            Set<String> created = topics.createMissing(plan.topics());
            created.forEach(name -> out.println("created " + name));
            List<TopicDeviation> deviations = settled(topics, plan);
            deviations.forEach(out::println);
            out.println(plan.topics().size() + " topics, " + created.size() + " created, " + deviations.size()
                    + " deviations");
            return deviations.isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        }
    }

    private static List<TopicDeviation> settled(TopicAdministration topics, TopicPlan plan)
            throws InterruptedException {
        long end = System.nanoTime() + SETTLING.toNanos();
        List<TopicDeviation> deviations = topics.compare(plan.topics());
        while (deviations.stream().anyMatch(TopicDeviation::isMissing) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CHECKS.toMillis());
            deviations = topics.compare(plan.topics());
        }
        return deviations;
    }
}

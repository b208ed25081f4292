package io.domicile.cli.topic;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicDeviation;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSpec;
import io.domicile.kit.topic.TopicState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domicile topics describe}. */
@Command(
        name = "describe",
        description = "Lists a region's topics, and every way in which they are not as planned.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Status 1 where a topic is missing or not as planned; with --with-acls also where an ACL is.",
            "",
            "Example:",
            "  domicile topics describe --bootstrap-server 127.0.0.1:19091 --region eu-west \\",
            "      --other-region eu-central --partitions 3 --replication-factor 1"
        })
final class TopicsDescribeCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Mixin
    private final AclOptions acls = new AclOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TopicPlan plan = options.plan();
        Optional<Set<AclBinding>> aclPlan = acls.plan(plan.region(), options.others());
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = kafka.connect().admin()) {
            TopicAdministration topics = new TopicAdministration(admin);
            Map<String, TopicState> states = topics.describe(plan.names());
            for (TopicSpec topic : plan.topics()) {
                TopicState state = states.get(topic.name());
                if (state != null) {
                    out.println(line(topic, state));
                }
            }
            List<TopicDeviation> deviations = topics.compare(plan.topics());
            deviations.forEach(out::println);
            boolean granted = aclPlan.isEmpty() || new AclOutput(admin, out).describe(aclPlan.get());
            return deviations.isEmpty() && granted ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        }
    }

    /** Settings that the plan names, with the values in effect. */
    private static String line(TopicSpec topic, TopicState state) {
        StringBuilder line = new StringBuilder(topic.name())
                .append(": partitions=")
                .append(state.partitions())
                .append(" replication.factor=")
                .append(state.replicationFactor());
        topic.orderedConfigs()
                .keySet()
                .forEach(name -> line.append(' ')
                        .append(name)
                        .append('=')
                        .append(state.configs().getOrDefault(name, "?")));
        return line.toString();
    }
}

package io.domicile.cli.topic;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicDeviation;
import io.domicile.kit.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
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
            "With --with-acls also ACLs that the principals have beyond the plan; none is removed.",
            "",
            "Example:",
            "  domicile topics create --bootstrap-server 127.0.0.1:19091 --region eu-west \\",
            "      --other-region eu-central --other-region us-east --partitions 3 --replication-factor 1"
        })
final class TopicsCreateCommand implements Callable<Integer> {

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
            Set<String> created = topics.createMissing(plan.topics());
            created.forEach(name -> out.println("created " + name));
            List<TopicDeviation> deviations = Settling.settled(
                    () -> topics.compare(plan.topics()), found -> found.stream().anyMatch(TopicDeviation::isMissing));
            deviations.forEach(out::println);
            out.println(plan.topics().size() + " topics, " + created.size() + " created, " + deviations.size()
                    + " deviations");
            boolean granted = aclPlan.isEmpty() || new AclOutput(admin, out).create(aclPlan.get());
            return deviations.isEmpty() && granted ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        }
    }
}

package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.AcknowledgementReader;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.topic.Topics;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile policy members}. */
@Command(
        name = "members",
        description = "Shows by which policy generations bridges, router tasks and links decide.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "One line of JSON for each member of the barrier, in the order of their names.",
            "",
            "Example:",
            "  domicile policy members --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyMembersCommand implements Callable<Integer> {

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Option(
            names = "--forget",
            paramLabel = "<member>",
            description = "Takes a member off the list, so that nobody waits for it any more. Only for one that is gone"
                    + " for good: a process that still runs would go unnoticed until it speaks again.")
    private @Nullable String forgotten;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        KafkaConnection kafka = options.kafka();
        try (AcknowledgementReader reader = AcknowledgementReader.connect(
                kafka.clients(), "domicile-members-" + options.region(), options.registry())) {
            Map<Member, Optional<Acknowledgement>> words = reader.read(KafkaConnection.PATIENCE);
            if (forgotten != null) {
                forget(kafka, words, forgotten);
                return ExitStatus.SUCCESS;
            }
            PrintWriter out = spec.commandLine().getOut();
            words.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(Member::toString)))
                    .forEach(word -> out.println(PolicyText.of(word.getKey(), word.getValue())));
            return ExitStatus.SUCCESS;
        }
    }

    private static void forget(KafkaConnection kafka, Map<Member, Optional<Acknowledgement>> words, String name)
            throws InterruptedException {
        Member member = words.keySet().stream()
                .filter(known -> known.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no member has the name given to --forget"));
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(new ProducerRecord<>(Topics.ACKS, 0, member.toKey(), null))
                    .get();
        } catch (ExecutionException failed) {
            throw new KafkaException("the member was not taken off", failed.getCause());
        }
    }
}

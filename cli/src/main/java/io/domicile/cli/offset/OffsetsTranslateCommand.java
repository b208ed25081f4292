package io.domicile.cli.offset;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.connection.LinkOptions;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.offset.Explanation;
import io.domicile.replicator.offset.OffsetExplainer;
import io.domicile.replicator.offset.TranslatedOffset;
import io.domicile.replicator.offset.Untranslatable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile offsets translate}. */
@Command(
        name = "translate",
        description = "Translates what a group has committed at the source to offsets of the mirrors.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Changes nothing. 'exact': the first record of the mirror that the group has not read at the",
            "source. 'early': the link is behind the group; nothing is left out, what is missing is read again.",
            "'none': with the reason; topics 'home.*' stay in their region and are not mirrored.",
            "Status 1 where an offset of a mirrored topic is not exact, or the group has committed nothing.",
            "",
            "Example:",
            "  domicile offsets translate --link eu-west:eu-central --group billing --explain \\",
            "      --source-bootstrap-server 127.0.0.1:19091 --target-bootstrap-server 127.0.0.1:19092"
        })
final class OffsetsTranslateCommand implements Callable<Integer> {

    @Mixin
    private final LinkOptions options = new LinkOptions();

    @Option(names = "--group", required = true, paramLabel = "<group>", description = "The consumer group.")
    @SuppressWarnings("NullAway.Init")
    private String group;

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            description = "Only this topic of the source, such as egress.user-credentials.")
    private @Nullable String topic;

    @Option(names = "--explain", description = "Says why each offset is what it is.")
    private boolean explain;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (group.isEmpty()) {
            throw new UsageException("--group: a group's name is not empty");
        }
        Link link = options.link();
        List<Explanation> explanations;
        try (Admin source = options.source().admin();
                Admin target = options.target().admin();
                Consumer<byte[], byte[]> mirrors = options.target().lookUp()) {
            explanations = new OffsetExplainer(link, source, target, mirrors, KafkaConnection.PATIENCE)
                    .explain(group, name -> topic == null || topic.equals(name));
        }
        PrintWriter out = spec.commandLine().getOut();
        ExplanationText text = new ExplanationText(link.label());
        for (Explanation explanation : explanations) {
            out.println(text.line(explanation));
            if (explain) {
                text.details(explanation).forEach(line -> out.println("    " + line));
            }
        }
        if (explanations.isEmpty()) {
            spec.commandLine().getErr().println("the group has committed nothing at the source");
        }
        boolean isFine = !explanations.isEmpty()
                && explanations.stream().map(Explanation::translated).allMatch(OffsetsTranslateCommand::isFine);
        return isFine ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static boolean isFine(TranslatedOffset translated) {
        return translated instanceof TranslatedOffset.Exact
                || (translated instanceof TranslatedOffset.None none && none.reason() == Untranslatable.NOT_MIRRORED);
    }
}

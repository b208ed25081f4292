package io.domicile.cli;

import io.domicile.bridge.replay.PolicyGateClosedException;
import io.domicile.kit.admin.AdminServerException;
import io.domicile.kit.config.ConfigurationException;
import io.domicile.kit.policy.PolicyWriteException;
import io.domicile.kit.republish.RepublishStalledException;
import io.domicile.kit.seal.SealException;
import io.domicile.kit.setaside.SetAsideException;
import io.domicile.kit.topic.TopicsMissingException;
import io.domicile.replicator.ClosedGateException;
import io.domicile.replicator.compare.UnrepairedException;
import io.domicile.replicator.resume.ResumeRefusedException;
import io.domicile.residency.IllegalIdException;
import io.domicile.residency.region.UnknownRegionException;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.UnfitJsonException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: one line on standard error, the command's name in front, no stack trace. */
final class Failures {

    /** What a person can do something about; its message says what is wrong. */
    private static final Set<Class<? extends Exception>> USAGE = Set.of(
            UsageException.class,
            ConfigurationException.class,
            ConfigException.class,
            UnfitJsonException.class,
            IllegalIdException.class,
            UnknownRegionException.class);

    private static final Set<Class<? extends Exception>> EXPECTED = Set.of(
            PolicyWriteException.class,
            PolicyGateClosedException.class,
            SetAsideException.class,
            SealException.class,
            RepublishStalledException.class,
            ClosedGateException.class,
            UnrepairedException.class,
            ResumeRefusedException.class,
            SchemaRegistryException.class,
            TopicsMissingException.class,
            AdminServerException.class,
            KafkaException.class,
            IOException.class);

    private Failures() {}

    static int usage(ParameterException failed, String[] arguments) {
        CommandLine command = failed.getCommandLine();
        String help = " (see '" + command.getCommandSpec().qualifiedName() + " --help')";
        List<String> unknown = command.getUnmatchedArguments();
        String message = failed instanceof MissingParameterException && !unknown.isEmpty()
                ? "Unknown option: '" + unknown.get(0) + "'"
                : oneLine(failed.getMessage());
        return say(command, message + help, ExitStatus.USAGE);
    }

    static int execution(Exception failed, CommandLine command, ParseResult result) {
        if (isOneOf(USAGE, failed)) {
            String message = failed instanceof ConfigurationException
                    ? String.valueOf(failed.getMessage())
                    : oneLine(failed.getMessage());
            return say(command, message, ExitStatus.USAGE);
        }
        if (failed instanceof TimeoutException) {
            return say(command, "no answer in time from the brokers" + at(command), ExitStatus.FAILURE);
        }
        if (failed instanceof UnknownTopicOrPartitionException) {
            return say(command, "no such topic at the brokers" + at(command), ExitStatus.FAILURE);
        }
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return say(command, "interrupted", ExitStatus.FAILURE);
        }
        String message = isOneOf(EXPECTED, failed) ? withCause(failed) : "unexpected failure: " + failed;
        return say(command, oneLine(message), ExitStatus.FAILURE);
    }

    private static int say(CommandLine command, String message, int status) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
        return status;
    }

    /** Kafka's own messages are often "Failed to construct ..."; the reason is one deeper. */
    private static String withCause(Exception failed) {
        String message = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        Throwable cause = failed.getCause();
        return failed instanceof KafkaException && cause != null && cause.getMessage() != null
                ? message + ": " + cause.getMessage()
                : failed instanceof IOException ? failed.getClass().getSimpleName() + ": " + message : message;
    }

    private static String at(CommandLine command) {
        String servers = command.getCommandSpec().options().stream()
                .filter(option -> option.longestName().endsWith("bootstrap-server"))
                .map(OptionSpec::<String>getValue)
                .filter(value -> value != null)
                .collect(Collectors.joining(" or "));
        return servers.isEmpty() ? "" : " at " + servers;
    }

    private static boolean isOneOf(Set<Class<? extends Exception>> types, Exception failed) {
        return types.stream().anyMatch(type -> type.isInstance(failed));
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}

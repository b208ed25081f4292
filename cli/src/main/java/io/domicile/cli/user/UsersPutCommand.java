package io.domicile.cli.user;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.PropertiesFile;
import io.domicile.kit.kafka.Answers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile users put}. */
@Command(
        name = "put",
        description = "Sets the SCRAM-SHA-512 passwords of Kafka users, new or known.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Connections that are open stay open; whoever connects afterwards needs the new password.",
            "",
            "Example:",
            "  domicile users put --bootstrap-server 127.0.0.1:9095 --command-config admin.properties \\",
            "      --from users.properties"
        })
final class UsersPutCommand implements Callable<Integer> {

    private static final int ITERATIONS = 8192;
    private static final int SHORTEST = 12;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "<file>",
            description = "Properties file: a line <user>=<password> for each, of at least 12 characters.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<UserScramCredentialAlteration> users = users();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = kafka.connect().admin()) {
            for (Map.Entry<String, KafkaFuture<Void>> user :
                    admin.alterUserScramCredentials(users).values().entrySet()) {
                Answers.await(user.getValue());
                out.println("set " + user.getKey());
            }
        }
        return ExitStatus.SUCCESS;
    }

    private List<UserScramCredentialAlteration> users() {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        PropertiesFile.read(file).forEach((name, password) -> {
            if (password.length() < SHORTEST) {
                throw new UsageException(
                        "'" + file + "': the password of '" + name + "' is shorter than " + SHORTEST + " characters");
            }
            users.add(new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password));
        });
        if (users.isEmpty()) {
            throw new UsageException("'" + file + "' names no user");
        }
        return users;
    }
}

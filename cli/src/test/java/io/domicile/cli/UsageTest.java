package io.domicile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsageTest {

    private static final String KAFKA = "--bootstrap-server 127.0.0.1:1 ";
    private static final String REGISTRY = "--registry-url http://127.0.0.1:1 ";
    private static final String PUT = "record put --organization acme --entity u-1 " + KAFKA + REGISTRY;

    private static final Set<String> GROUPS =
            Set.of("topics", "users", "policy", "record", "dead-letter", "audit", "quarantine", "offsets", "verify");

    @TempDir
    Path folder;

    static Stream<List<String>> commands() {
        List<List<String>> paths = new ArrayList<>();
        collect(Domicile.commandLine(Map.of()), List.of(), paths);
        return paths.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHelpWithEveryCommandAndShowAnExample(List<String> path) {
        List<String> arguments = new ArrayList<>(path);
        arguments.add("--help");

        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: domicile");
        if (!path.isEmpty() && !GROUPS.contains(path.get(path.size() - 1))) {
            assertThat(run.out()).contains("Example:").contains("  domicile " + String.join(" ", path) + " ");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldRejectAnUnknownOptionOfEveryCommandInOneLine(List<String> path) {
        List<String> arguments = new ArrayList<>(path);
        arguments.add("--no-such-option");

        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("domicile")
                .contains("--no-such-option", "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "policy",
                "policy strict",
                "no-such-command",
                "record put",
                "topics create --region eu-west",
                "topics create " + KAFKA,
                "policy get acme " + KAFKA + "--region eu-west",
                "policy get --region eu-west " + KAFKA + REGISTRY,
                "policy get Acme! --region eu-west " + KAFKA + REGISTRY,
                "policy get acme --region nowhere " + KAFKA + REGISTRY,
                "policy get acme --region eu-west --registry-url not:a:url " + KAFKA,
                "policy put acme --home eu-west --state asleep --region eu-west " + KAFKA + REGISTRY,
                "policy strict maybe acme --region eu-west " + KAFKA + REGISTRY,
                "topics create --region eu-west --partitions 0 " + KAFKA,
                "topics create --region eu-west --partitions many " + KAFKA,
                "topics create --region eu-west --replication-factor 0 " + KAFKA,
                "topics create --region eu-west --other-region eu-west " + KAFKA,
                "topics create --region eu-west --other-region eu-central=0 " + KAFKA,
                "topics describe --region eu-west --other-region nowhere " + KAFKA,
                "topics create --region eu-west --principal bridge=another " + KAFKA,
                "topics create --region eu-west --with-acls --principal nobody=x " + KAFKA,
                "topics create --region eu-west --with-acls --principal link-to-us-east=x " + KAFKA,
                "topics create --region eu-west --with-acls --principal bridge=* " + KAFKA,
                "topics describe --region eu-west --with-acls --group-prefix domicile- " + KAFKA,
                "topics describe --region eu-west --command-config /no/such/file " + KAFKA,
                PUT + "--class role-definitions",
                PUT + "--class role-definitions --tombstone --json {}",
                PUT + "--class no-class --json {}",
                PUT + "--class user-data --json {}",
                PUT + "--class role-definitions --json {}",
                PUT + "--class role-definitions --json {not-json",
                PUT + "--class role-definitions --file /no/such/file",
                "record tail --topic x --count 0 " + KAFKA,
                "verify leaks --mark planted-mark",
                "verify leaks --log-dir eu-west=/no/such/folder --mark planted-mark",
                "verify leaks --log-dir eu-west=/tmp --mark short",
                "verify leaks --log-dir eu-west=/tmp --mark planted-mark --allowed-in us-east",
                "verify mirror --link eu-west --source-bootstrap-server x:1 --target-bootstrap-server x:1",
                "verify mirror --link eu-west:eu-west --source-bootstrap-server x:1 --target-bootstrap-server x:1",
                "verify mirror --link eu-west:mars --source-bootstrap-server x:1 --target-bootstrap-server x:1",
                "verify",
                "verify --link eu-west:eu-central",
                "verify --link eu-west:eu-central --repair --source-bootstrap-server x:1 --target-bootstrap-server x:1",
                "verify --link eu-west:eu-central --config /no/such/file.yaml",
                "verify --source-bootstrap-server x:1 --target-bootstrap-server x:1",
                "bridge",
                "users",
                "users put --bootstrap-server 127.0.0.1:1 --from /no/such/file",
                "dead-letter",
                "dead-letter list",
                "dead-letter list --config /no/such/file.yaml",
                "dead-letter list --limit 0 --config /no/such/file.yaml",
                "dead-letter list --from yesterday --config /no/such/file.yaml",
                "dead-letter list --reason bad-luck --config /no/such/file.yaml",
                "dead-letter replay --config /no/such/file.yaml",
                "dead-letter replay --all --reason too-large --config /no/such/file.yaml",
                "dead-letter replay --reason bad-luck --config /no/such/file.yaml",
                "dead-letter replay --at 7 --config /no/such/file.yaml",
                "dead-letter replay --at 0:-7 --config /no/such/file.yaml",
                "dead-letter replay --all --content-type xml --config /no/such/file.yaml",
                "dead-letter replay --all --config /no/such/file.yaml",
                "audit",
                "audit seal --region eu-west " + KAFKA + REGISTRY,
                "audit seal --interval soon --region eu-west " + KAFKA + REGISTRY,
                "audit seal --interval 0s --region eu-west " + KAFKA + REGISTRY,
                "audit seal --audit-key-file /no/such/file --region eu-west " + KAFKA + REGISTRY,
                "audit seal --audit-key-file /dev/null --region eu-west " + KAFKA + REGISTRY,
                "audit verify --from 0 --region eu-west " + KAFKA + REGISTRY,
                "audit verify --anchor 7 --region eu-west " + KAFKA + REGISTRY,
                "audit tail --count 0 " + KAFKA + REGISTRY,
                "audit tail --since yesterday " + KAFKA + REGISTRY,
                "audit tail --decision maybe " + KAFKA + REGISTRY,
                "audit tail --class no-class " + KAFKA + REGISTRY,
                "audit tail --organization acme " + KAFKA + REGISTRY,
                "quarantine",
                "quarantine list --region eu-west",
                "quarantine list --limit 0 --region eu-west " + KAFKA,
                "quarantine list --at 7 --region eu-west " + KAFKA,
                "quarantine list --partition -1 --region eu-west " + KAFKA,
                "quarantine list --since yesterday --region eu-west " + KAFKA,
                "quarantine release --region eu-west " + KAFKA,
                "quarantine release --all --reason suspended --region eu-west " + KAFKA,
                "quarantine release --all --class no-class --region eu-west " + KAFKA,
                "quarantine release --all --bridge-config /no/such/file --region eu-west " + KAFKA,
                "quarantine purge --region eu-west " + KAFKA + REGISTRY,
                "quarantine purge --before last-week --region eu-west " + KAFKA + REGISTRY,
                "quarantine purge --before 2999-01-01T00:00:00Z --region eu-west " + KAFKA + REGISTRY,
                "republish --region eu-west " + KAFKA + REGISTRY,
                "republish Acme! --region eu-west " + KAFKA + REGISTRY,
                "republish acme --class telemetry --region eu-west " + KAFKA + REGISTRY,
                "republish acme --wait soon --region eu-west " + KAFKA + REGISTRY,
                "bridge --config /no/such/file.yaml",
                "router --config /no/such/file.yaml",
                "replicator --config /no/such/file.yaml",
                "replicator resume --topic egress.user-credentials --from source-start",
                "replicator resume --config /no/such/file.yaml --topic egress.user-credentials",
                "replicator resume --config /no/such/file.yaml --topic egress.user-credentials --from yesterday",
                "replicator resume --config /no/such/file.yaml --topic egress.user-credentials --from 7",
                "replicator resume --config /no/such/file.yaml --topic egress.user-credentials --from ledger"
            })
    void shouldRejectWhatCannotBeUsedInOneLine(String arguments) {
        CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().startsWith("domicile");
        assertThat(run.err()).doesNotContain("Exception");
    }

    @Test
    void shouldNotRepeatAnAuditKeyThatCannotBeOne() throws IOException {
        Path key = Files.writeString(folder.resolve("audit.key"), "c2VzYW1l");

        CommandRun run = CommandRun.of(
                ("audit verify --region eu-west --audit-key-file " + key + " " + KAFKA + REGISTRY).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("audit.key", "too short").doesNotContain("c2VzYW1l");
    }

    @Test
    void shouldNotRepeatWhatIsNoOrganization() {
        CommandRun run =
                CommandRun.of(("policy get Jane-Doe@example.com --region eu-west " + KAFKA + REGISTRY).split(" "));

        assertThat(run.err()).contains("organization").doesNotContain("Jane");
    }

    @Test
    void shouldNameTheFieldOfJsonThatDoesNotFitAndNotItsValue() {
        CommandRun run =
                CommandRun.of((PUT + "--class role-definitions --json {\"permissions\":\"sesame\"}").split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("permissions").doesNotContain("sesame");
    }

    @Test
    void shouldRejectUnknownClientSettingsByName() throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), "sasl.jaas.confg=x\n");

        CommandRun run =
                CommandRun.of(("topics describe --region eu-west --command-config " + config + " " + KAFKA).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("sasl.jaas.confg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=t\nusername=u\npassword=p", "username=u", "user=u\npassword=p", ""})
    void shouldRejectCredentialsThatAreNeitherOneNorTheOther(String content) throws IOException {
        Path config = Files.writeString(folder.resolve("registry.properties"), content);

        CommandRun run = CommandRun.of(
                ("policy list --region eu-west --registry-config " + config + " " + KAFKA + REGISTRY).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("registry.properties", "token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "router", "replicator"})
    void shouldTellEveryProblemOfAServicesConfiguration(String service) throws IOException {
        Path config = Files.writeString(folder.resolve("service.yaml"), service + ":\n  no-such-key: 1\n");

        CommandRun run = CommandRun.of(service, "--config", config.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(service + ".no-such-key").doesNotContain("\tat ");
        assertThat(run.errLines()).hasSizeGreaterThan(2);
    }

    @Test
    void shouldFailWhereNoRegistryAnswers() {
        CommandRun run = CommandRun.of(
                (PUT + "--class role-definitions --json {\"permissions\":[],\"updated_at\":0}").split(" "));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("registry");
    }

    @Test
    void shouldTakeItsConnectionFromTheEnvironment() {
        Map<String, String> environment =
                Map.of("DOMICILE_BOOTSTRAP_SERVER", "127.0.0.1:1", "DOMICILE_REGION", "eu-nowhere");

        CommandRun run = CommandRun.of(environment, "topics", "describe");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("eu-nowhere");
    }

    @Test
    void shouldPreferOptionsToTheEnvironment() {
        Map<String, String> environment =
                Map.of("DOMICILE_BOOTSTRAP_SERVER", "127.0.0.1:1", "DOMICILE_REGION", "eu-west");

        CommandRun run = CommandRun.of(environment, "topics", "describe", "--region", "eu-elsewhere");

        assertThat(run.err()).contains("eu-elsewhere");
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
        paths.add(path);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(subcommand, List.copyOf(longer), paths);
        });
    }
}

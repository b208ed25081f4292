package io.domicile.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.DataClass;
import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.registry.RegistryProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's tools around a running router. */
class RouterToolsIT {

    private static final Duration LONG = Duration.ofSeconds(180);
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String ROLE = "{\"permissions\":[\"a:read\"],\"updated_at\":0}";

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static RegistryProcess registry;
    private static RouterService router;

    @BeforeAll
    static void startRegion() throws IOException {
        // The router replaces stream threads that fail; none of that is a failure of a test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        registry = RegistryProcess.start();
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        assertThat(region("topics create --partitions 2 --replication-factor 1").status())
                .isZero();
        assertThat(full("policy bootstrap").status()).isZero();
        Files.writeString(folder.resolve("audit.key"), KEY + "\n");
        RouterConfig config = Configurations.fromProperties(
                RouterConfig.class,
                Map.of(
                        "router.region",
                        "eu-west",
                        "router.kafka.\"bootstrap.servers\"",
                        kafka.bootstrapServers(),
                        "router.registry.urls",
                        registry.url(),
                        "router.audit.hmac-key",
                        KEY));
        router = new RouterService(
                config, new ServiceContext(Catalogues.builtIn(), new SimpleMeterRegistry(), InstantSource.system()));
        router.start();
    }

    @AfterAll
    static void stopRegion() {
        router.close();
        kafka.close();
        registry.close();
    }

    @Test
    void shouldReleaseWhatWasQuarantinedUntilThePolicyKnewItsOrganization() {
        put("borealis", "role-definitions", "early");
        Awaitility.await().atMost(LONG).until(() -> region("quarantine list").out(), this::isWaiting);
        assertThat(full("policy put borealis --home eu-west").status()).isZero();
        Awaitility.await("the router knows the organization").atMost(LONG).until(() -> {
            put("borealis", "role-definitions", "probe");
            return keys("home.role-definitions").contains("borealis/probe");
        });

        CommandRun first = region("quarantine release --reason unknown-organization");
        CommandRun second = region("quarantine release --reason unknown-organization");

        assertThat(first.status()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains(" released ingress.role-definitions");
        assertThat(second.out()).contains("in all: already-released=").doesNotContain(" released");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> keys("home.role-definitions").contains("borealis/early"));
        assertThat(keys("home.role-definitions"))
                .filteredOn("borealis/early"::equals)
                .hasSize(1);

        CommandRun tail = tail("audit tail --decision block --organization borealis");
        CommandRun stranger = tail("audit tail --organization nobody-here");
        CommandRun ofClass = tail("audit tail --class telemetry --reason unknown-organization");
        assertThat(tail.out()).contains("\"reason\":\"unknown-organization\"").doesNotContain("borealis", "early");
        assertThat(stranger.out()).isEmpty();
        assertThat(ofClass.out()).isEmpty();

        CommandRun sealed = sealing("audit seal --once");
        CommandRun nothing = sealing("audit seal --once");
        CommandRun verified = sealing("audit verify");
        assertThat(sealed.out()).as(sealed.err()).startsWith("seal=1 time=").contains(" entries=", " hash=");
        assertThat(nothing.status()).isZero();
        assertThat(verified.status()).as(verified.out()).isZero();
        assertThat(verified.out()).startsWith("1 seals, ").contains(" 0 findings; last seal 1:");
    }

    @Test
    void shouldSendTheCurrentKeysAgainOnceAnOrganizationIsStrictNoMore() {
        assertThat(full("policy put acme --home eu-west --standby eu-central --strict")
                        .status())
                .isZero();
        Awaitility.await("the router knows the organization").atMost(LONG).until(() -> {
            put("acme", "role-definitions", "viewer");
            return keys("home.role-definitions").contains("acme/viewer");
        });
        put("acme", "role-definitions", "editor");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> keys("home.role-definitions").contains("acme/editor"));
        assertThat(keys("egress.role-definitions")).noneMatch(key -> key.startsWith("acme/"));

        CommandRun strict = full("republish acme");
        CommandRun unknown = full("republish nobody-here");
        assertThat(full("policy put acme --home eu-west --standby eu-central").status())
                .isZero();
        CommandRun rehearsed = full("republish acme --dry-run --class role-definitions");
        CommandRun done = full("republish acme");

        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.err()).contains("nothing was done: the organization is strict");
        assertThat(unknown.err()).contains("nothing was done: the policy of 'eu-west' has no such organization");
        assertThat(rehearsed.out().strip()).isEqualTo("class=role-definitions keys=2 dry run, nothing written");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.outLines())
                .hasSize(DataClass.replicated().size())
                .contains("class=user-credentials keys=0 copies=0")
                .anyMatch(line -> line.startsWith("class=role-definitions keys=2 copies="));
        Awaitility.await("both are on their way out")
                .atMost(LONG)
                .until(() -> keys("egress.role-definitions").containsAll(List.of("acme/viewer", "acme/editor")));
    }

    private boolean isWaiting(String listed) {
        return listed.contains(" waiting reason=unknown-organization class=role-definitions");
    }

    private static void put(String organization, String dataClass, String entity) {
        List<String> arguments = new ArrayList<>(List.of(
                "record",
                "put",
                "--class",
                dataClass,
                "--organization",
                organization,
                "--entity",
                entity,
                "--json",
                ROLE,
                "--registry-url",
                registry.url(),
                "--bootstrap-server",
                kafka.bootstrapServers()));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static List<String> keys(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), topic)) {
            return probe.readAll().stream()
                    .map(record -> new String(record.key(), UTF_8))
                    .toList();
        }
    }

    private static CommandRun tail(String arguments) {
        return run(
                arguments + " --audit-key-file " + folder.resolve("audit.key") + " --registry-url " + registry.url());
    }

    private static CommandRun sealing(String arguments) {
        return full(arguments + " --audit-key-file " + folder.resolve("audit.key"));
    }

    private static CommandRun full(String arguments) {
        return region(arguments + " --registry-url " + registry.url());
    }

    private static CommandRun region(String arguments) {
        return run(arguments + " --region eu-west");
    }

    private static CommandRun run(String arguments) {
        CommandRun run = CommandRun.of((arguments + " --bootstrap-server " + kafka.bootstrapServers()).split(" "));
        assertThat(run.status()).as(run.err()).isNotEqualTo(2);
        return run;
    }
}

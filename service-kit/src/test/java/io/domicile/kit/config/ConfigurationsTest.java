package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsTest {

    private static final String COMPLETE = """
            hub:
              region: eu-west
              kafka:
                bootstrap.servers: "broker:9092"
              registry:
                urls: [https://one:8081, https://two:8081]
              audit:
                hmac-key: AAAA
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldReadAFileOfRequiredKeysAndDefaults() throws IOException {
        HubConfig config = load(COMPLETE, Map.of());

        assertThat(config.region()).isEqualTo("eu-west");
        assertThat(config.kafka()).containsExactly(Map.entry("bootstrap.servers", "broker:9092"));
        assertThat(config.registry().urls()).containsExactly("https://one:8081", "https://two:8081");
        assertThat(config.secondRegistry()).isEmpty();
        assertThat(config.routes()).isEmpty();
        assertThat(config.classes()).isEmpty();
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.ordered()).isTrue();
        assertThat(config.onGap()).isEqualTo(HubConfig.OnGap.HALT);
    }

    @Test
    void shouldReadEveryShapeOfKey() throws IOException {
        HubConfig config = load(COMPLETE + """
                          second-registry: {urls: ["http://other:1"], password: "p,q"}
                          routes: [us-east, "eu-central"]
                          classes:
                            user-credentials: {on-gap: re-sync}
                          patience: 250ms
                          ordered: false
                          on-gap: re-sync
                        """, Map.of());

        assertThat(config.secondRegistry().orElseThrow().urls()).containsExactly("http://other:1");
        assertThat(config.secondRegistry().orElseThrow().password()).contains("p,q");
        assertThat(config.routes().orElseThrow()).containsExactly("us-east", "eu-central");
        assertThat(config.classes().get("user-credentials").onGap()).isEqualTo(HubConfig.OnGap.RE_SYNC);
        assertThat(config.patience()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.ordered()).isFalse();
        assertThat(config.onGap()).isEqualTo(HubConfig.OnGap.RE_SYNC);
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        ConfigurationException thrown = failure("""
                hub:
                  regoin: eu-west
                  kafka:
                    bootstrap.servers: b
                  registry:
                    request-timeout: 5 parsecs
                  admin: {port: eighty}
                  ordered: maybe
                  on-gap: ignore
                  audit: off
                brigde:
                  region: x
                """, Map.of());

        assertThat(thrown.getMessage().lines())
                .hasSize(11)
                .contains(
                        "  brigde.region: unknown key (line 12)",
                        "  hub.admin.port: 'eighty' is not a whole number",
                        "  hub.audit: needs keys below it, not a value (line 10)",
                        "  hub.audit.hmac-key: required, but not set",
                        "  hub.on-gap: 'ignore' is not one of halt, re-sync",
                        "  hub.ordered: 'maybe' is neither true nor false",
                        "  hub.region: required, but not set",
                        "  hub.registry.request-timeout: '5 parsecs' is not a duration such as 500ms, 5s, 10m, 2h or"
                                + " 7d",
                        "  hub.registry.urls: required, but not set",
                        "  hub.regoin: unknown key (line 2); did you mean hub.region?");
    }

    @Test
    void shouldTakeNestedAndDottedKeysOfAPassThroughMapAlike() throws IOException {
        HubConfig config = load(
                COMPLETE.replace(
                        "bootstrap.servers: \"broker:9092\"",
                        "bootstrap: {servers: \"broker:9092\"}\n    security.protocol: SSL\n    ssl:\n      keystore:\n"
                                + "        type: PEM"),
                Map.of());

        assertThat(config.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("ssl.keystore.type", "PEM"));
    }

    @Test
    void shouldReportAKeySetInTwoSpellings() {
        ConfigurationException thrown = failure(
                COMPLETE.replace(
                        "bootstrap.servers: \"broker:9092\"",
                        "bootstrap: {servers: \"a\"}\n    bootstrap.servers: \"b\""),
                Map.of());

        assertThat(thrown).hasMessageContaining("hub.kafka.\"bootstrap.servers\": set twice");
    }

    @Test
    void shouldReportAKeyWrittenTwice() {
        ConfigurationException thrown = failure(COMPLETE + "  region: us-east\n", Map.of());

        assertThat(thrown).hasMessageContaining("hub.region: written twice, again in line 9");
    }

    @Test
    void shouldLetTheEnvironmentOverrideTheFile() throws IOException {
        HubConfig config = load(
                COMPLETE,
                Map.of(
                        "HUB_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
                        "HUB_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "HUB_REGISTRY_URLS", "https://three:8081",
                        "HUB_ADMIN_PORT", "9",
                        "HUB_ROUTES", "us-east,us-west",
                        "PATH", "/bin"));

        assertThat(config.kafka())
                .containsOnly(Map.entry("bootstrap.servers", "elsewhere:9092"), Map.entry("security.protocol", "SSL"));
        assertThat(config.registry().urls()).containsExactly("https://three:8081");
        assertThat(config.admin().port()).isEqualTo(9);
        assertThat(config.routes().orElseThrow()).containsExactly("us-east", "us-west");
    }

    @Test
    void shouldReportAnEnvironmentVariableThatSetsNoKey() {
        ConfigurationException thrown = failure(COMPLETE, Map.of("HUB_REGOIN", "us-east"));

        assertThat(thrown.problems())
                .containsExactly(
                        new ConfigurationException.Problem("HUB_REGOIN", "environment variable that sets no key"));
    }

    @Test
    void shouldLeaveServiceLinksOfContainerPlatformsAlone() throws IOException {
        HubConfig config = load(
                COMPLETE,
                Map.of(
                        "HUB_SERVICE_HOST", "10.0.0.1",
                        "HUB_SERVICE_PORT_HTTP", "80",
                        "HUB_PORT", "tcp://10.0.0.1:80",
                        "HUB_PORT_80_TCP_ADDR", "10.0.0.1"));

        assertThat(config.region()).isEqualTo("eu-west");
    }

    @Test
    void shouldTakeTextsLiterally() throws IOException {
        HubConfig config = load(
                COMPLETE.replace("hmac-key: AAAA", "hmac-key: ${HOME}$${x}\\y").replace("eu-west", "'0012'"), Map.of());

        assertThat(config.audit().hmacKey()).isEqualTo("${HOME}$${x}\\y");
        assertThat(config.region()).isEqualTo("0012");
    }

    @Test
    void shouldTakeANullForAbsent() {
        ConfigurationException thrown = failure(COMPLETE.replace("region: eu-west", "region:"), Map.of());

        assertThat(thrown.getMessage().lines()).hasSize(1);
        assertThat(thrown).hasMessageEndingWith("hub.region: required, but not set");
    }

    @Test
    void shouldSayInOneLineThatAFileIsMissing() {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> Configurations.load(HubConfig.class, directory.resolve("absent.yaml"), Map.of()));

        assertThat(thrown.getMessage().lines())
                .containsExactly("configuration " + directory.resolve("absent.yaml") + ": no such file");
    }

    @Test
    void shouldNotQuoteAFileThatIsNotYaml() {
        ConfigurationException thrown = failure("hub:\n  password: \"open\n  sesame: [", Map.of());

        assertThat(thrown).hasMessageContaining("not valid YAML in line").hasMessageNotContaining("sesame");
    }

    @Test
    void shouldReadProperties() {
        HubConfig config = Configurations.fromProperties(
                HubConfig.class,
                Map.of(
                        "hub.region", "eu-west",
                        "hub.kafka.bootstrap.servers", "broker:9092",
                        "hub.kafka.\"security.protocol\"", "SSL",
                        "hub.registry.urls[0]", "http://one:1",
                        "hub.registry.urls[1]", "http://two:1",
                        "hub.audit.hmac-key", "AAAA"));

        assertThat(config.kafka())
                .containsOnly(Map.entry("bootstrap.servers", "broker:9092"), Map.entry("security.protocol", "SSL"));
        assertThat(config.registry().urls()).containsExactly("http://one:1", "http://two:1");
    }

    @Test
    void shouldReportWhatAServicesOwnChecksFind() {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> Configurations.load(HubConfig.class, write(COMPLETE), Map.of(), (config, problems) -> {
                    problems.add("hub.region", "first");
                    problems.add("hub.audit", "second");
                }));

        assertThat(thrown.problems())
                .extracting(ConfigurationException.Problem::whatIsWrong)
                .isEqualTo(List.of("second", "first"));
    }

    private HubConfig load(String yaml, Map<String, String> environment) throws IOException {
        return Configurations.load(HubConfig.class, write(yaml), environment);
    }

    private ConfigurationException failure(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(yaml, environment));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("application.yaml"), yaml);
    }
}

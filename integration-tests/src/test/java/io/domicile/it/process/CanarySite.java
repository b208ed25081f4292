package io.domicile.it.process;

import io.domicile.kit.policy.PolicyDraft;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Bridge and router of eu-west and the links between it and eu-central, each in a process of its own that logs at DEBUG.
 * What they log, keep and expose ends up in one directory.
 */
final class CanarySite implements AutoCloseable {

    private static final String LOGGING = """
            <configuration>
              <include resource="io/domicile/kit/logback-default.xml"/>
              <logger name="io.domicile" level="DEBUG"/>
              <logger name="org.apache.kafka" level="DEBUG"/>
            </configuration>
            """;

    final TwoRegions regions;
    final Path directory;
    final ForkedService bridge;
    final ForkedService router;
    private final ForkedService there;
    private final ForkedService back;

    CanarySite(TwoRegions regions, Path directory) throws IOException {
        this.regions = regions;
        this.directory = directory;
        Path logging = Files.writeString(directory.resolve("logback.xml"), LOGGING);
        List<String> options = List.of("-Dlogback.configurationFile=" + logging);
        there = ForkedService.start("replicator", "there", directory, regions::replicatorYaml, options);
        back = ForkedService.start("replicator", "back", directory, this::backYaml, options);
        router = ForkedService.start("router", "router", directory, this::routerYaml, options);
        bridge = ForkedService.start("bridge", "bridge", directory, this::bridgeYaml, options);
    }

    void awaitReady() {
        List.of(there, back, router, bridge).forEach(ForkedService::awaitReady);
    }

    /** Waits until all that decide have read the policies of so many organizations, of both regions together. */
    void awaitPolicies(int organizations) {
        for (ForkedService service : List.of(bridge, router, there)) {
            Awaitility.await("policies are known")
                    .atMost(Duration.ofSeconds(180))
                    .until(() -> service.admin().metric("domicile_policy_entries", "") >= organizations);
        }
    }

    /** An organization of this home; its standby is the other region unless it is strict. */
    void organization(RegionId home, String id, boolean strict) {
        RegionId other = home.equals(TwoRegions.HOME) ? TwoRegions.STANDBY : TwoRegions.HOME;
        regions.policies(home.equals(TwoRegions.HOME) ? regions.home() : regions.standby())
                .put(new PolicyDraft(
                        new OrganizationId(id),
                        home,
                        strict ? List.of() : List.of(other),
                        strict,
                        false,
                        OrganizationState.ACTIVE));
    }

    /** Writes what every service exposes beside what it logs. */
    void keepMetrics() {
        Map.of("there", there, "back", back, "router", router, "bridge", bridge).forEach((name, service) -> {
            try {
                Files.writeString(
                        directory.resolve(name + ".metrics"), service.admin().metrics());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Override
    public void close() {
        List.of(bridge, router, there, back).forEach(ForkedService::close);
    }

    private String bridgeYaml(int adminPort) {
        return """
                bridge:
                  region: eu-west
                  routes: [eu-central]
                  kafka: {bootstrap.servers: "%s"}
                  registry: {urls: ["%s"]}
                  policy: {mirrors: [eu-central]}
                  audit: {hmac-key: "%s"}
                  mqtt: {host: 127.0.0.1, port: %d}
                  admin: {port: %d}
                """.formatted(
                        regions.home().kafka().bootstrapServers(),
                        regions.home().registryUrl(),
                        TwoRegions.HMAC_KEY,
                        regions.home().mqtt().port(),
                        adminPort);
    }

    private String routerYaml(int adminPort) {
        return """
                router:
                  region: eu-west
                  kafka: {bootstrap.servers: "%s", state.dir: "%s"}
                  routes: [eu-central]
                  registry: {urls: ["%s"]}
                  policy: {mirrors: [eu-central]}
                  audit: {hmac-key: "%s"}
                  admin: {port: %d}
                """.formatted(
                        regions.home().kafka().bootstrapServers(),
                        directory.resolve("state"),
                        regions.home().registryUrl(),
                        TwoRegions.HMAC_KEY,
                        adminPort);
    }

    private String backYaml(int adminPort) {
        return """
                replicator:
                  link: {source: eu-central, target: eu-west}
                  source:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  target:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  policy: {mirrors: [eu-central]}
                  audit: {hmac-key: "%s"}
                  mirror: {replication-factor: 1}
                  admin: {port: %d}
                """.formatted(
                        regions.standby().kafka().bootstrapServers(),
                        regions.standby().registryUrl(),
                        regions.home().kafka().bootstrapServers(),
                        regions.home().registryUrl(),
                        TwoRegions.HMAC_KEY,
                        adminPort);
    }
}

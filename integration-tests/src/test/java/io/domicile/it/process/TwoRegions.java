package io.domicile.it.process;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.schemas.registry.Authentication;
import io.domicile.schemas.registry.SchemaRegistries;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistrySettings;
import io.domicile.testkit.region.EmbeddedRegion;
import io.domicile.testkit.region.RegionOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** The home and the standby region of {@code acme}, with topics and policy but without services. */
final class TwoRegions implements AutoCloseable {

    static final RegionId HOME = new RegionId("eu-west");
    static final RegionId STANDBY = new RegionId("eu-central");
    static final OrganizationId ACME = new OrganizationId("acme");

    static final TopicSettings TOPICS = TopicSettings.of(2, 1);
    static final String HMAC_KEY = "cHJvY2Vzcy10ZXN0cy1vbmx5LXByb2Nlc3MtdGVzdHMtb25seS0=";

    private final EmbeddedRegion home;
    private final EmbeddedRegion standby;

    private TwoRegions(EmbeddedRegion home, EmbeddedRegion standby) {
        this.home = home;
        this.standby = standby;
    }

    static TwoRegions start() throws Exception {
        List<EmbeddedRegion> regions =
                EmbeddedRegion.startAll(List.of(RegionOptions.of(HOME.value()), RegionOptions.of(STANDBY.value())));
        TwoRegions started = new TwoRegions(regions.get(0), regions.get(1));
        started.createTopics();
        started.policies(started.home)
                .put(new PolicyDraft(ACME, HOME, List.of(STANDBY), false, false, OrganizationState.ACTIVE));
        started.policies(started.standby).bootstrap();
        return started;
    }

    EmbeddedRegion home() {
        return home;
    }

    EmbeddedRegion standby() {
        return standby;
    }

    String routerYaml(int adminPort) {
        return """
                router:
                  region: eu-west
                  kafka: {bootstrap.servers: "%s"}
                  registry: {urls: ["%s"]}
                  audit: {hmac-key: "%s"}
                  admin: {port: %d}
                """.formatted(home.kafka().bootstrapServers(), home.registryUrl(), HMAC_KEY, adminPort);
    }

    String replicatorYaml(int adminPort) {
        return replicatorYaml(
                home.kafka().bootstrapServers(),
                home.registryUrl(),
                standby.kafka().bootstrapServers(),
                standby.registryUrl(),
                adminPort);
    }

    static String replicatorYaml(
            String source, String sourceRegistry, String target, String targetRegistry, int adminPort) {
        return """
                replicator:
                  link: {source: eu-west, target: eu-central}
                  source:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  target:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  policy: {mirrors: [eu-west]}
                  audit: {hmac-key: "%s"}
                  mirror: {replication-factor: 1}
                  admin: {port: %d}
                """.formatted(source, sourceRegistry, target, targetRegistry, HMAC_KEY, adminPort);
    }

    @Override
    public void close() {
        try (EmbeddedRegion first = home;
                EmbeddedRegion second = standby) {
            // closes both, whatever the other does
        }
    }

    /** A region's registry as services and commands reach it, which ask for each schema once. */
    static SchemaRegistry registry(EmbeddedRegion region) {
        return SchemaRegistries.connect(
                new SchemaRegistrySettings(
                        List.of(URI.create(region.registryUrl())),
                        new Authentication.None(),
                        Duration.ofSeconds(10),
                        3),
                new SimpleMeterRegistry(),
                region.id().value());
    }

    PolicyWriter policies(EmbeddedRegion region) {
        return new PolicyWriter(
                region.id(),
                Map.of("bootstrap.servers", region.kafka().bootstrapServers()),
                registry(region),
                Catalogues.builtIn());
    }

    private void createTopics() throws InterruptedException {
        create(
                home,
                TopicPlan.ofRegion(HOME, TOPICS)
                        .withRoutes(Set.of(STANDBY), TOPICS)
                        .withMirrors(STANDBY, topic -> TOPICS.partitions(), TOPICS));
        create(
                standby,
                TopicPlan.ofRegion(STANDBY, TOPICS)
                        .withRoutes(Set.of(HOME), TOPICS)
                        .withMirrors(HOME, topic -> TOPICS.partitions(), TOPICS));
    }

    private static void create(EmbeddedRegion region, TopicPlan plan) throws InterruptedException {
        try (Admin admin = region.kafka().admin()) {
            new TopicAdministration(admin).createMissing(plan.topics());
        }
    }
}

package io.domicile.it.acl;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.BridgeService;
import io.domicile.cli.Domicile;
import io.domicile.kit.acl.AclPlan;
import io.domicile.kit.acl.AclTerms;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import io.domicile.residency.RegionId;
import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.Principals;
import io.domicile.testkit.region.EmbeddedRegion;
import io.domicile.testkit.region.RegionOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two regions whose brokers deny what no ACL allows, with the ACLs of {@code domicile topics create --with-acls}, and
 * their services, each under the principal of its role. Both use one schema registry.
 */
final class AclSite implements AutoCloseable {

    static final RegionId WEST = new RegionId("eu-west");
    static final RegionId CENTRAL = new RegionId("eu-central");

    /** There is nothing of it but its names. */
    static final RegionId ABSENT = new RegionId("us-east");

    private static final String HMAC_KEY = "cHJvY2Vzcy10ZXN0cy1vbmx5LXByb2Nlc3MtdGVzdHMtb25seS0=";

    private final Path folder;
    private final EmbeddedRegion west;
    private final EmbeddedRegion central;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Service> services = new ArrayList<>();

    AclSite(Path folder) throws IOException {
        this.folder = folder;
        List<EmbeddedRegion> regions = EmbeddedRegion.startAll(List.of(
                RegionOptions.of(WEST.value()).withKafka(secured(WEST)),
                RegionOptions.of(CENTRAL.value()).withKafka(secured(CENTRAL)).withInMemoryRegistry()));
        this.west = regions.get(0);
        this.central = regions.get(1);
        Files.writeString(folder.resolve("seal.key"), HMAC_KEY);
    }

    static Set<String> roles(RegionId here) {
        return AclPlan.of(AclTerms.of(here, others(here))).roles();
    }

    EmbeddedRegion region(RegionId id) {
        return id.equals(WEST) ? west : central;
    }

    /** One run of the command, as the principal of a role. */
    record Run(int status, String out, String err) {}

    Run as(String role, RegionId region, String... arguments) throws IOException {
        Path settings = folder.resolve(role + ".properties");
        StringBuilder lines = new StringBuilder();
        Principals.client(role)
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        Files.writeString(settings, lines);
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--command-config", settings.toString()));
        return run(region(region).kafka().crossRegionBootstrapServers(), all);
    }

    /** {@code domicile topics create|describe --with-acls}, as a super user. */
    Run topics(String what, RegionId region) {
        List<String> all = new ArrayList<>(List.of("topics", what, "--with-acls", "--region", region.value()));
        all.addAll(List.of("--partitions", "1", "--replication-factor", "1"));
        others(region).forEach(other -> all.addAll(List.of("--other-region", other.value())));
        return run(region(region).kafka().bootstrapServers(), all);
    }

    private static Run run(String brokers, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--bootstrap-server", brokers));
        return run(all);
    }

    private static Run run(List<String> all) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Domicile.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    String[] withRegistry(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--registry-url", west.registryUrl()));
        return all.toArray(String[]::new);
    }

    /** One run of the command that takes brokers and principal from a service's configuration. */
    Run configured(String... arguments) {
        return run(List.of(arguments));
    }

    /** The bridge's configuration with the operator's credentials. */
    String bridgeOfOperator() throws IOException {
        StringBuilder kafka = new StringBuilder();
        client("", WEST, "operator")
                .forEach((name, value) -> kafka.append("    ")
                        .append(name.substring(1))
                        .append(": '")
                        .append(value)
                        .append("'\n"));
        return Files.writeString(
                        folder.resolve("operator-bridge.yaml"), """
                bridge:
                  region: eu-west
                  kafka:
                %s  registry: {urls: ["%s"]}
                  audit: {hmac-key: "%s"}
                  mqtt: {host: 127.0.0.1, port: 1, client-id: unused}
                """.formatted(kafka, west.registryUrl(), HMAC_KEY))
                .toString();
    }

    String sealKey() {
        return folder.resolve("seal.key").toString();
    }

    /** A bridge, the routers, and the links of both directions. */
    void startServices() {
        ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
        services.add(new BridgeService(Configurations.fromProperties(BridgeConfig.class, bridge()), context));
        for (RegionId here : List.of(WEST, CENTRAL)) {
            services.add(new RouterService(Configurations.fromProperties(RouterConfig.class, router(here)), context));
            services.add(new ReplicatorService(
                    Configurations.fromProperties(ReplicatorConfig.class, linkTo(here)), context));
        }
        services.forEach(Service::start);
    }

    boolean areReady() {
        return services.stream().allMatch(service -> service.health().isReady());
    }

    String health() {
        return services.stream()
                .map(service -> service.health().toString())
                .toList()
                .toString();
    }

    void publish(String topic, String json) {
        Mqtt5BlockingClient device = Mqtt5Client.builder()
                .serverHost(west.mqtt().host())
                .serverPort(west.mqtt().port())
                .buildBlocking();
        device.connect();
        device.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json.getBytes(StandardCharsets.UTF_8))
                .send();
        device.disconnect();
    }

    @Override
    public void close() {
        services.forEach(Service::close);
        west.close();
        central.close();
    }

    private static KafkaOptions secured(RegionId here) {
        return KafkaOptions.defaults().withPrincipals(roles(here));
    }

    private static Set<RegionId> others(RegionId here) {
        return Set.of(here.equals(WEST) ? CENTRAL : WEST, ABSENT);
    }

    private Map<String, String> bridge() {
        Map<String, String> all = common("bridge", WEST);
        all.putAll(client("bridge.kafka", WEST, "bridge"));
        all.put("bridge.mqtt.host", west.mqtt().host());
        all.put("bridge.mqtt.port", Integer.toString(west.mqtt().port()));
        return all;
    }

    private Map<String, String> router(RegionId here) {
        RegionId other = here.equals(WEST) ? CENTRAL : WEST;
        Map<String, String> all = common("router", here);
        all.putAll(client("router.kafka", here, "router"));
        all.put("router.kafka.state.dir", folder.resolve("state-" + here).toString());
        all.put("router.sources[0]", other.value());
        return all;
    }

    private Map<String, String> common(String service, RegionId here) {
        RegionId other = here.equals(WEST) ? CENTRAL : WEST;
        Map<String, String> all = new HashMap<>();
        all.put(service + ".region", here.value());
        all.put(service + ".routes[0]", other.value());
        all.put(service + ".policy.mirrors[0]", other.value());
        all.put(service + ".registry.urls[0]", west.registryUrl());
        all.put(service + ".audit.hmac-key", HMAC_KEY);
        all.put(service + ".admin.port", "0");
        return all;
    }

    private Map<String, String> linkTo(RegionId target) {
        RegionId source = target.equals(WEST) ? CENTRAL : WEST;
        Map<String, String> all = new HashMap<>();
        all.put("replicator.link.source", source.value());
        all.put("replicator.link.target", target.value());
        all.putAll(client("replicator.source.kafka", source, "link-to-" + target));
        all.putAll(client("replicator.target.kafka", target, "link-from-" + source));
        all.put("replicator.source.registry.urls[0]", west.registryUrl());
        all.put("replicator.target.registry.urls[0]", west.registryUrl());
        all.put("replicator.policy.mirrors[0]", source.value());
        all.put("replicator.audit.hmac-key", HMAC_KEY);
        all.put("replicator.admin.port", "0");
        all.put("replicator.mirror.replication-factor", "1");
        all.put("replicator.groups.interval", "500ms");
        all.put("replicator.limits.survey-interval", "500ms");
        return all;
    }

    private Map<String, String> client(String prefix, RegionId region, String principal) {
        Map<String, String> all = new HashMap<>();
        all.put(prefix + ".bootstrap.servers", region(region).kafka().crossRegionBootstrapServers());
        Principals.client(principal).forEach((name, value) -> all.put(prefix + '.' + name, value));
        return all;
    }
}

package io.domicile.it.container;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.BridgeService;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import io.domicile.replicator.lag.LagStatus;
import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Bridge and router of the home region and the link to the standby, in this process. */
final class Services implements AutoCloseable {

    private static final String HMAC_KEY = "cHJvY2Vzcy10ZXN0cy1vbmx5LXByb2Nlc3MtdGVzdHMtb25seS0=";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    final Service bridge;
    final Service router;
    final ReplicatorService link;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /**
     * @param security of each service, by {@code bridge}, {@code router} and {@code link}: settings of its Kafka clients
     * @param mqtt further settings of the bridge's connection
     */
    Services(Sites sites, Path state, Map<String, Map<String, String>> security, Map<String, String> mqtt) {
        ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
        Map<String, String> ofBridge = inRegion("bridge", sites, security.getOrDefault("bridge", Map.of()));
        ofBridge.put("bridge.mqtt.host", Node.host());
        ofBridge.put("bridge.mqtt.port", Integer.toString(sites.mqtt.servicesPort()));
        mqtt.forEach((key, value) -> ofBridge.put("bridge.mqtt." + key, value));
        Map<String, String> ofRouter = inRegion("router", sites, security.getOrDefault("router", Map.of()));
        ofRouter.put("router.kafka.state.dir", state.toString());
        Map<String, String> ofLink = ofLink(sites, security.getOrDefault("link", Map.of()));
        this.bridge = new BridgeService(Configurations.fromProperties(BridgeConfig.class, ofBridge), context);
        this.router = new RouterService(Configurations.fromProperties(RouterConfig.class, ofRouter), context);
        this.link = new ReplicatorService(Configurations.fromProperties(ReplicatorConfig.class, ofLink), context);
        List.of(bridge, router, link).forEach(Service::start);
    }

    void awaitReady() {
        try {
            Awaitility.await("all services are ready")
                    .atMost(PATIENCE)
                    .until(() -> List.of(bridge, router, link).stream()
                            .allMatch(service -> service.health().isReady()));
        } catch (ConditionTimeoutException notReady) {
            throw new AssertionError("not ready: " + health(), notReady);
        }
    }

    String health() {
        return "bridge " + bridge.health() + ", router " + router.health() + ", link " + link.health();
    }

    /** Source offsets of a topic that are known not to be copied yet. */
    long lag(String topic) {
        return link.lag().entrySet().stream()
                .filter(partition -> partition.getKey().topic().equals(topic))
                .mapToLong(partition -> partition.getValue().records().orElse(0))
                .sum();
    }

    /** The longest time that a partition of a topic was not proven to be copied whole. */
    Duration exposure(String topic) {
        return link.lag().entrySet().stream()
                .filter(partition -> partition.getKey().topic().equals(topic))
                .map(partition -> partition.getValue().exposure())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Whether every partition is proven to be copied whole. */
    boolean isSynced() {
        Map<TopicPartition, ?> all = link.lag();
        return !all.isEmpty()
                && link.lag().values().stream()
                        .allMatch(lag -> lag.status().kind() == LagStatus.Kind.SYNCED
                                && lag.records().orElse(-1) == 0);
    }

    /** How many records the link has refused. */
    double refused() {
        return meters.find("domicile.link.records").tag("outcome", "refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        List.of(bridge, router, link).forEach(Service::close);
    }

    private static Map<String, String> inRegion(String prefix, Sites sites, Map<String, String> security) {
        Map<String, String> all = new HashMap<>();
        all.put(prefix + ".region", Sites.HOME.value());
        all.put(prefix + ".kafka.bootstrap.servers", sites.home.bootstrapServers());
        all.put(prefix + ".registry.urls[0]", sites.registry.url());
        all.put(prefix + ".audit.hmac-key", HMAC_KEY);
        all.put(prefix + ".admin.port", "0");
        security.forEach((key, value) -> all.put(prefix + ".kafka." + key, value));
        return all;
    }

    private static Map<String, String> ofLink(Sites sites, Map<String, String> security) {
        Map<String, String> all = new HashMap<>();
        all.put("replicator.link.source", Sites.HOME.value());
        all.put("replicator.link.target", Sites.STANDBY.value());
        all.put("replicator.source.kafka.bootstrap.servers", sites.home.bootstrapServers());
        all.put("replicator.target.kafka.bootstrap.servers", sites.standby.bootstrapServers());
        for (String end : List.of("source", "target")) {
            all.put("replicator." + end + ".registry.urls[0]", sites.registry.url());
            security.forEach((key, value) -> all.put("replicator." + end + ".kafka." + key, value));
        }
        all.put("replicator.policy.mirrors[0]", Sites.HOME.value());
        all.put("replicator.audit.hmac-key", HMAC_KEY);
        all.put("replicator.admin.port", "0");
        all.put("replicator.mirror.replication-factor", "1");
        all.put("replicator.limits.request-timeout", "5s");
        all.put("replicator.limits.survey-interval", "1s");
        return all;
    }
}

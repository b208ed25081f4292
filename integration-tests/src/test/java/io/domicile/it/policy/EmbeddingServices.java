package io.domicile.it.policy;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.BridgeService;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.Topics;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import io.domicile.residency.RegionId;
import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.region.EmbeddedRegion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each service that embeds a policy store, in one region: a router, a bridge, and the link that ends here. */
final class EmbeddingServices implements AutoCloseable {

    private static final String HMAC_KEY = "cHJvY2Vzcy10ZXN0cy1vbmx5LXByb2Nlc3MtdGVzdHMtb25seS0=";

    private final List<Service> services;

    private final SimpleMeterRegistry meters;

    private EmbeddingServices(List<Service> services, SimpleMeterRegistry meters) {
        this.services = services;
        this.meters = meters;
    }

    static EmbeddingServices start(EmbeddedRegion here, RegionId source, EmbeddedKafka sourceKafka, String lease) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
        Service router = new RouterService(
                Configurations.fromProperties(RouterConfig.class, inRegion("router", here, lease, Map.of())), context);
        Service bridge = new BridgeService(
                Configurations.fromProperties(
                        BridgeConfig.class,
                        inRegion(
                                "bridge",
                                here,
                                lease,
                                Map.of(
                                        "bridge.mqtt.host",
                                        here.mqtt().host(),
                                        "bridge.mqtt.port",
                                        "" + here.mqtt().port()))),
                context);
        Service link = new ReplicatorService(
                Configurations.fromProperties(ReplicatorConfig.class, link(here, source, sourceKafka, lease)), context);
        EmbeddingServices started = new EmbeddingServices(List.of(router, bridge, link), meters);
        started.services.forEach(Service::start);
        return started;
    }

    boolean areReady() {
        return services.stream().allMatch(service -> service.health().isReady());
    }

    /** Whether each of them says that its gate is closed for this reason. */
    boolean areClosed(String code) {
        return services.stream()
                .allMatch(service -> service.health().notReady().stream().anyMatch(why -> why.endsWith(": " + code)));
    }

    /** Whether each of them has found that many unreadable entries of this region's own policy. */
    boolean haveUnreadable(int count) {
        return meters.get("domicile.policy.entries.unreadable").tag("topic", Topics.POLICY).gauges().stream()
                .allMatch(gauge -> gauge.value() == count);
    }

    /** Whether each of them has this generation, or a later one, of this region's own policy. */
    boolean haveVerified(long generation) {
        return meters.get("domicile.policy.generation").tag("topic", Topics.POLICY).gauges().stream()
                .allMatch(gauge -> gauge.value() >= generation);
    }

    String health() {
        return services.stream()
                .map(service -> service.health().toString())
                .toList()
                .toString();
    }

    @Override
    public void close() {
        services.forEach(Service::close);
    }

    private static Map<String, String> inRegion(
            String prefix, EmbeddedRegion here, String lease, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put(prefix + ".region", here.id().value());
        all.put(prefix + ".kafka.bootstrap.servers", here.kafka().bootstrapServers());
        all.put(prefix + ".registry.urls[0]", here.registryUrl());
        all.put(prefix + ".policy.lease", lease);
        all.put(prefix + ".audit.hmac-key", HMAC_KEY);
        all.put(prefix + ".admin.port", "0");
        return all;
    }

    private static Map<String, String> link(
            EmbeddedRegion here, RegionId source, EmbeddedKafka sourceKafka, String lease) {
        Map<String, String> all = new HashMap<>();
        all.put("replicator.link.source", source.value());
        all.put("replicator.link.target", here.id().value());
        all.put("replicator.source.kafka.bootstrap.servers", sourceKafka.bootstrapServers());
        all.put("replicator.source.registry.urls[0]", here.registryUrl());
        all.put("replicator.target.kafka.bootstrap.servers", here.kafka().bootstrapServers());
        all.put("replicator.target.registry.urls[0]", here.registryUrl());
        all.put("replicator.policy.mirrors[0]", source.value());
        all.put("replicator.policy.lease", lease);
        all.put("replicator.audit.hmac-key", HMAC_KEY);
        all.put("replicator.admin.port", "0");
        all.put("replicator.mirror.replication-factor", "1");
        return all;
    }
}

package io.domicile.demo.world;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.BridgeService;
import io.domicile.demo.cast.Cast;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.NamedService;
import io.domicile.kit.service.ProcessHealth;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import io.domicile.residency.RegionId;
import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import io.domicile.testkit.region.EmbeddedRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Six links, three routers and three bridges. */
final class Services implements AutoCloseable {

    private final List<NamedService> links = new ArrayList<>();
    private final List<NamedService> routers = new ArrayList<>();
    private final List<NamedService> bridges = new ArrayList<>();
    private final ProcessHealth health;

    /** @param auditKeys each region's secret */
    Services(Regions regions, ServiceContext context, Map<RegionId, String> auditKeys) {
        for (EmbeddedRegion region : regions.all()) {
            String key = keyOf(region.id(), auditKeys);
            bridges.add(new NamedService(
                    "bridge " + region.id(),
                    new BridgeService(
                            Configurations.fromProperties(BridgeConfig.class, ServiceProperties.bridge(region, key)),
                            context)));
            routers.add(new NamedService(
                    "router " + region.id(),
                    new RouterService(
                            Configurations.fromProperties(RouterConfig.class, ServiceProperties.router(region, key)),
                            context)));
            for (RegionId target : Cast.others(region.id())) {
                links.add(new NamedService(
                        "link " + region.id() + "->" + target,
                        new ReplicatorService(
                                Configurations.fromProperties(
                                        ReplicatorConfig.class,
                                        ServiceProperties.link(region, regions.get(target), key)),
                                context)));
            }
        }
        this.health = new ProcessHealth(all().toList());
    }

    /** Links first: they bring the policies that the gates of the others wait for. */
    void start() {
        all().forEach(named -> named.service().start());
    }

    ProcessHealth health() {
        return health;
    }

    /** Those that take data in first, so that what is under way still gets through. */
    @Override
    public void close() {
        close(bridges);
        close(routers);
        close(links);
    }

    private Stream<NamedService> all() {
        return Stream.of(links, routers, bridges).flatMap(List::stream);
    }

    private static void close(List<NamedService> services) {
        InParallel.run(
                services.stream().<Runnable>map(named -> named.service()::close).toList());
    }

    private static String keyOf(RegionId region, Map<RegionId, String> auditKeys) {
        String key = auditKeys.get(region);
        if (key == null) {
            throw new IllegalArgumentException("no audit key for region '" + region + "'");
        }
        return key;
    }
}

package io.domicile.replicator.barrier;

import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.barrier.RouterTasks;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.link.Link;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Both ends of a link as the barrier needs them.
 *
 * @param routerGroup consumer group of the target region's router, where it is not the usual one
 */
public record BarrierEnds(
        Link link,
        LinkClients clients,
        SchemaRegistry sourceRegistry,
        SchemaRegistry targetRegistry,
        RegionCatalogue catalogue,
        InstantSource clock,
        Optional<String> routerGroup,
        Duration timeout) {

    /** Not started yet. */
    public Herald herald() {
        return new Herald(
                threadName("herald"),
                () -> clients.announcer(new AcknowledgementEncoder(sourceRegistry, clock)),
                () -> clients.sourcePolicy(sourceRegistry, catalogue).generation());
    }

    /** Not started yet. */
    public Relay relay(Admin target) {
        String group = routerGroup.orElse(RouterTasks.defaultGroupId(link.target()));
        return new Relay(
                threadName("relay"),
                link.source(),
                () -> clients.acknowledgements(targetRegistry),
                new RouterTasks(target, link.target(), group, timeout));
    }

    private String threadName(String part) {
        return "link-" + link.source() + "-" + link.target() + "-" + part;
    }
}

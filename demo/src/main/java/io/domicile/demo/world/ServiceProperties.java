package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.residency.RegionId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services' configurations, as they would stand in their files. */
final class ServiceProperties {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final String prefix;

    private ServiceProperties(String prefix) {
        this.prefix = prefix;
    }

    static Map<String, String> bridge(EmbeddedRegion region, String auditKey) {
        return inRegion("bridge", region, auditKey)
                .set("mqtt.host", region.mqtt().host())
                .set("mqtt.port", Integer.toString(region.mqtt().port()))
                .list("routes", Cast.others(region.id()))
                .values;
    }

    static Map<String, String> router(EmbeddedRegion region, String auditKey) {
        return inRegion("router", region, auditKey)
                .list("routes", Cast.others(region.id()))
                .list("sources", Cast.others(region.id()))
                .values;
    }

    static Map<String, String> link(EmbeddedRegion source, EmbeddedRegion target, String auditKey) {
        return new ServiceProperties("replicator")
                .set("link.source", source.id().value())
                .set("link.target", target.id().value())
                .set("source.kafka.bootstrap.servers", source.kafka().bootstrapServers())
                .set("source.registry.urls[0]", source.registryUrl())
                .set("target.kafka.bootstrap.servers", target.kafka().bootstrapServers())
                .set("target.registry.urls[0]", target.registryUrl())
                .list("policy.mirrors", Cast.others(target.id()))
                .set("audit.hmac-key", auditKey)
                .set("admin.port", "0")
                .set("mirror.replication-factor", "1")
                .values;
    }

    private static ServiceProperties inRegion(String prefix, EmbeddedRegion region, String auditKey) {
        return new ServiceProperties(prefix)
                .set("region", region.id().value())
                .set("kafka.bootstrap.servers", region.kafka().bootstrapServers())
                .set("registry.urls[0]", region.registryUrl())
                .list("policy.mirrors", Cast.others(region.id()))
                .set("audit.hmac-key", auditKey)
                .set("admin.port", "0");
    }

    private ServiceProperties set(String key, String value) {
        values.put(prefix + '.' + key, value);
        return this;
    }

    private ServiceProperties list(String key, List<RegionId> regions) {
        for (int i = 0; i < regions.size(); i++) {
            set(key + '[' + i + ']', regions.get(i).value());
        }
        return this;
    }
}

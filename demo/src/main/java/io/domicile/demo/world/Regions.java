package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.ports.PortPlan;
import io.domicile.demo.ports.RegionPorts;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.region.EmbeddedRegion;
import io.domicile.testkit.region.RegionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The three running regions. */
public final class Regions implements AutoCloseable {

    private final List<EmbeddedRegion> regions;

    private Regions(List<EmbeddedRegion> regions) {
        this.regions = List.copyOf(regions);
    }

    /** Starts all brokers and registries at the same time. */
    static Regions start(PortPlan ports, Path data) {
        List<RegionOptions> options = new ArrayList<>();
        for (int i = 0; i < Cast.REGIONS.size(); i++) {
            options.add(options(Cast.REGIONS.get(i), ports.regions().get(i), data));
        }
        return new Regions(EmbeddedRegion.startAll(options));
    }

    /** Creates topics and writes policies. */
    void furnish(RegionCatalogue catalogue) {
        InParallel.run(regions.stream()
                .<Runnable>map(region -> () -> {
                    RegionTopics.create(region);
                    Policies.write(region, catalogue);
                })
                .toList());
    }

    public EmbeddedRegion get(RegionId id) {
        return regions.get(Cast.REGIONS.indexOf(id));
    }

    public List<EmbeddedRegion> all() {
        return regions;
    }

    @Override
    public void close() {
        InParallel.run(regions.stream().<Runnable>map(region -> region::close).toList());
    }

    private static RegionOptions options(RegionId region, RegionPorts ports, Path data) {
        Path directory = data.resolve(region.value());
        return RegionOptions.of(region.value())
                .withKafka(KafkaOptions.defaults()
                        .withPort(ports.kafka())
                        .withControllerPort(ports.controller())
                        .withDirectory(directory.resolve("kafka")))
                .withMqtt(MqttOptions.defaults().withPort(ports.mqtt()).withDirectory(directory.resolve("mqtt")))
                .withRegistryPort(ports.registry());
    }
}

package io.domicile.testkit.region;

import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/**
 * A region without services: a Kafka broker and an MQTT broker in this process, and a schema registry.
 *
 * <p>The three start at the same time and are closed in reverse order. The registry's default rule is
 * {@code BACKWARD}. One thread at a time.
 */
public final class EmbeddedRegion implements AutoCloseable {

    private final RegionId id;
    private final EmbeddedKafka kafka;
    private final EmbeddedMqtt mqtt;
    private final RegionRegistry registry;

    private EmbeddedRegion(RegionId id, EmbeddedKafka kafka, EmbeddedMqtt mqtt, RegionRegistry registry) {
        this.id = id;
        this.kafka = kafka;
        this.mqtt = mqtt;
        this.registry = registry;
    }

    /** A running region, or the failure of the first part that did not start. */
    public static EmbeddedRegion start(RegionOptions options) {
        try (ParallelStart parallel = new ParallelStart()) {
            Future<EmbeddedKafka> kafka = parallel.begin(() -> EmbeddedKafka.start(options.kafka()));
            Future<EmbeddedMqtt> mqtt = parallel.begin(() -> EmbeddedMqtt.start(options.mqtt()));
            Future<RegionRegistry> registry = parallel.begin(() -> RegionRegistry.start(options));
            parallel.await();
            return new EmbeddedRegion(
                    options.id(),
                    ParallelStart.started(kafka),
                    ParallelStart.started(mqtt),
                    ParallelStart.started(registry));
        }
    }

    /** Several running regions, started at the same time: all of them or none. */
    public static List<EmbeddedRegion> startAll(List<RegionOptions> all) {
        try (ParallelStart parallel = new ParallelStart()) {
            List<Future<EmbeddedRegion>> regions = new ArrayList<>();
            all.forEach(options -> regions.add(parallel.begin(() -> start(options))));
            parallel.await();
            return regions.stream().map(ParallelStart::started).toList();
        }
    }

    public RegionId id() {
        return id;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedMqtt mqtt() {
        return mqtt;
    }

    /** The registry itself, without cache, retries or meters. */
    public SchemaRegistry registry() {
        return registry.client();
    }

    /**
     * The base URL of the registry's Confluent API.
     *
     * @throws IllegalStateException if the registry is in memory
     */
    public String registryUrl() {
        return registry.url();
    }

    /** The id of the registry's process, where it has one. */
    public OptionalLong registryProcessId() {
        return registry.processId();
    }

    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            try {
                mqtt.close();
            } finally {
                kafka.close();
            }
        }
    }
}

package io.domicile.router.gap;

import io.domicile.router.transaction.ClearedProducers;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of the router's stream threads. Those that read arrivals are watched for gaps; what producers give
 * up is ended before they begin anew.
 */
public final class WatchedClients implements KafkaClientSupplier {

    private final GapWatch watch;
    private final ClearedProducers producers;

    public WatchedClients(GapWatch watch, ClearedProducers producers) {
        this.watch = watch;
        this.producers = producers;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return producers.open(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new WatchedConsumer(settings, watch);
    }

    /** Never asked for: there is no store. */
    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return unwatched(settings);
    }

    /** Never asked for: there is no global store. */
    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return unwatched(settings);
    }

    private static Consumer<byte[], byte[]> unwatched(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

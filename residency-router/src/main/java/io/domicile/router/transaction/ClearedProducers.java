package io.domicile.router.transaction;

import io.domicile.residency.RegionId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens producers whose transactions, once given up, are ended everywhere before anything new begins. Those that it opened
 * share what is known of their transactions. Safe for use by any thread.
 */
public final class ClearedProducers {

    /** Behind the client id of a producer, for the clients of a clearing. */
    private static final String CLIENT_SUFFIX = "-clearing";

    private final RegionId here;
    private final OpenEnds ends = new OpenEnds();

    public ClearedProducers(RegionId here) {
        this.here = here;
    }

    /** @param settings of a producer; without a transactional id it is an ordinary one */
    public Producer<byte[], byte[]> open(Map<String, Object> settings) {
        Object transactionalId = settings.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        Producer<byte[], byte[]> producer = producer(settings);
        return transactionalId == null
                ? producer
                : new ClearedProducer(
                        String.valueOf(transactionalId), producer, ends, clearing(new HashMap<>(settings)));
    }

    private Clearing clearing(Map<String, Object> settings) {
        Limits limits = Limits.of(settings);
        return new Clearing(
                here,
                ends,
                transactionalId -> {
                    Map<String, Object> apart = renamed(settings);
                    apart.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
                    return producer(apart);
                },
                () -> new AdminEndings(Admin.create(ofAdmin(settings)), limits.proof()),
                limits);
    }

    /** What an admin client knows of a producer's settings: addresses, security, and the like. */
    static Map<String, Object> ofAdmin(Map<String, Object> producer) {
        Map<String, Object> settings = renamed(producer);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        return settings;
    }

    private static Map<String, Object> renamed(Map<String, Object> producer) {
        Map<String, Object> settings = new HashMap<>(producer);
        settings.computeIfPresent(CommonClientConfigs.CLIENT_ID_CONFIG, (key, id) -> id + CLIENT_SUFFIX);
        return settings;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

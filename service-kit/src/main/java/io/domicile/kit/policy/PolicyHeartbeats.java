package io.domicile.kit.policy;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the heartbeats of a region's policy topic, by which stores with a lease know that what they have read is new.
 *
 * <p>It fences no {@link PolicyWriter} and is fenced by none; several may run at once, so that one can be replaced. Not
 * thread-safe.
 */
public final class PolicyHeartbeats implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final PolicyWriter writer;
    private final PolicyClients clients;
    private final SchemaRegistry registry;
    private final Duration interval;
    private final InstantSource clock;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable PolicyEncoder encoder;
    private long sequence;

    /** @param interval what the heartbeats announce; the caller waits between them */
    public PolicyHeartbeats(
            RegionId here,
            Map<String, Object> kafkaSettings,
            SchemaRegistry registry,
            RegionCatalogue catalogue,
            Duration interval,
            InstantSource clock) {
        this.writer = new PolicyWriter(here, kafkaSettings, registry, catalogue);
        this.clients =
                new PolicyClients(kafkaSettings, "domicile-policy-serve-" + here, PolicyTimings.DEFAULT.request());
        this.registry = registry;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * To be called before the first heartbeat: one for a topic that no gate opens on would hide what is wrong with it.
     *
     * @throws PolicyTopicInconsistentException if no gate would open on the topic
     * @throws PolicyTopicUnavailableException if the topic cannot be read
     */
    public void requireConsistent() {
        writer.list().problem().ifPresent(problem -> {
            throw new PolicyTopicInconsistentException(Topics.POLICY, problem.code());
        });
    }

    /**
     * Writes the next heartbeat and waits until the brokers have it.
     *
     * @throws PolicyTopicUnavailableException if they do not say so in time
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not give the schema an id
     */
    public void beat() {
        PolicyEncoder encoding = encoder == null ? new PolicyEncoder(registry) : encoder;
        encoder = encoding;
        byte[] value = encoding.heartbeat(sequence + 1, interval, clock.instant());
        try {
            Producer<byte[], byte[]> sending = producer == null ? clients.idempotentProducer() : producer;
            producer = sending;
            sending.send(new ProducerRecord<>(Topics.POLICY, 0, PolicyKeys.heartbeat(), value))
                    .get();
        } catch (ExecutionException | KafkaException failed) {
            throw new PolicyTopicUnavailableException(Topics.POLICY, "took no heartbeat", failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
        sequence++;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}

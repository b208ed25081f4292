package io.domicile.kit.barrier;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes members' words to {@code residency.acks}, in the order in which they are said.
 *
 * <p>A word that does not arrive is not said again by itself: nobody is then taken at it, and whoever waits goes on
 * waiting. Safe for use by any thread; saying something may block for a second where the brokers are away.
 */
public final class Announcer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            1_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            1_000);

    // One request in flight: a later word never arrives before an earlier one
    private static final Map<String, Object> FORCED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1);

    private final Producer<byte[], byte[]> producer;
    private final AcknowledgementEncoder encoder;

    Announcer(Producer<byte[], byte[]> producer, AcknowledgementEncoder encoder) {
        this.producer = producer;
        this.encoder = encoder;
    }

    /**
     * @param kafka of the region whose {@code residency.acks} is written; for a link the source's
     * @param clientId names the service and its region
     * @throws io.domicile.kit.config.ConfigurationException if the configuration contradicts what is forced
     */
    public static Announcer connect(ClientSettings kafka, String clientId, AcknowledgementEncoder encoder) {
        return new Announcer(
                new KafkaProducer<>(
                        kafka.producer(clientId, DEFAULTS, FORCED),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                encoder);
    }

    /** Completes when the brokers hold the word; exceptionally, with a {@link KafkaException}, where they refuse it. */
    public CompletableFuture<Void> announce(Acknowledgement acknowledgement) {
        return send(acknowledgement.member(), encoder.encode(acknowledgement));
    }

    /** The member decides nothing any more. */
    public CompletableFuture<Void> withdraw(Member member) {
        return send(member, null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private CompletableFuture<Void> send(Member member, byte @Nullable [] value) {
        CompletableFuture<Void> said = new CompletableFuture<>();
        try {
            producer.send(new ProducerRecord<>(Topics.ACKS, 0, member.toKey(), value), (metadata, failure) -> {
                if (failure == null) {
                    said.complete(null);
                } else {
                    said.completeExceptionally(failure);
                }
            });
        } catch (KafkaException unsent) {
            said.completeExceptionally(unsent);
        }
        return said;
    }

    /** Gives up what has not arrived, so that it does not arrive later. */
    public void abandon() {
        producer.close(Duration.ZERO);
    }

    /** Waits up to two seconds for what was said last. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}

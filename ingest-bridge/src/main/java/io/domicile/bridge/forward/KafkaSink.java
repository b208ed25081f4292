package io.domicile.bridge.forward;

import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer, and what becomes of a record that it did not take or could not write.
 *
 * <p>One thread sends and closes; results arrive on the producer's own thread. A producer that failed is replaced before
 * the next record is sent.
 */
public final class KafkaSink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile boolean reachable;
    private @Nullable Generation current;

    public KafkaSink(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Whether Kafka did what it was last asked for. */
    public boolean isReachable() {
        return reachable;
    }

    /** Whether every topic exists and may be described. Blocks for the producer's {@code max.block.ms} at most. */
    boolean hasTopics(Collection<String> topics) {
        try {
            for (String topic : topics) {
                if (current().producer.partitionsFor(topic).isEmpty()) {
                    return unreachable(topic, "no-partitions");
                }
            }
            reachable = true;
            return true;
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException notNow) {
            return unreachable(String.join(",", topics), notNow.getClass().getSimpleName());
        }
    }

    /**
     * Hands a record to the producer. Blocks for its {@code max.block.ms} at most.
     *
     * @param done called once, on any thread, if and only if this returns true
     * @return false where the producer took nothing: Kafka is out of reach, the topic is missing or closed to us, or
     *     the buffer is full
     */
    boolean send(ProducerRecord<byte[], byte[]> record, Consumer<SendResult> done) {
        Generation generation;
        try {
            generation = current();
        } catch (KafkaException noProducer) {
            return unreachable(record.topic(), noProducer.getClass().getSimpleName());
        }
        Attempt attempt = new Attempt(generation, done);
        try {
            // The callback reports what the future would
            var unused = generation.producer.send(record, attempt);
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException | IllegalStateException broken) {
            generation.failed.set(true);
            return unreachable(record.topic(), broken.getClass().getSimpleName());
        }
        Exception refusal = attempt.returned();
        if (refusal == null) {
            return true;
        }
        if (SendResult.failure(refusal) instanceof SendResult.Rejected rejected) {
            done.accept(rejected);
            return true;
        }
        return unreachable(record.topic(), refusal.getClass().getSimpleName());
    }

    private boolean unreachable(String topic, String error) {
        if (reachable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(LogKeys.ERROR, error)
                    .log("Kafka takes no records; holding messages back");
        }
        reachable = false;
        return false;
    }

    private Generation current() {
        Generation generation = current;
        if (generation != null && generation.failed.get()) {
            generation.producer.close(Duration.ZERO);
            generation = null;
        }
        if (generation == null) {
            generation = new Generation(producers.get());
            current = generation;
        }
        return generation;
    }

    @Override
    public void close() {
        if (current != null) {
            current.producer.close(CLOSE_TIMEOUT);
        }
    }

    /** One producer, and whether it is to be replaced. */
    private static final class Generation {

        private final Producer<byte[], byte[]> producer;
        private final AtomicBoolean failed = new AtomicBoolean();

        Generation(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    /** One record's callback: tells what happened inside the call from what happened later. */
    private final class Attempt implements Callback {

        private final Generation generation;
        private final Consumer<SendResult> done;
        private final Thread caller = Thread.currentThread();
        private boolean withinCall = true;
        private @Nullable Exception refusal;

        Attempt(Generation generation, Consumer<SendResult> done) {
            this.generation = generation;
            this.done = done;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null && Thread.currentThread().equals(caller) && withinCall) {
                refusal = failure;
                return;
            }
            if (failure == null) {
                reachable = true;
                done.accept(SendResult.STORED);
                return;
            }
            SendResult result = SendResult.failure(failure);
            if (result instanceof SendResult.Failed) {
                reachable = false;
                // Nothing retriable gets here while deliveries have no time-out, so the producer is not to be trusted
                generation.failed.set(true);
            }
            done.accept(result);
        }

        /** Why the producer took nothing; null where it took the record. */
        @Nullable
        Exception returned() {
            withinCall = false;
            return refusal;
        }
    }
}

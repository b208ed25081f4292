package io.domicile.bridge.forward;

import io.domicile.bridge.meter.KafkaProblem;
import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p>One thread sends and closes; results arrive on the producer's own thread. A producer that failed writes nothing more:
 * every record behind the failed one fails too, in order, and the next send replaces the producer before it takes anything.
 */
public final class KafkaSink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<KafkaProblem> listener;
    private volatile @Nullable KafkaProblem problem = KafkaProblem.UNREACHABLE;
    private final AtomicBoolean heldBack = new AtomicBoolean();
    private @Nullable Generation current;

    /** @param listener told each time Kafka takes no record, on any thread; must not block */
    public KafkaSink(Supplier<Producer<byte[], byte[]>> producers, Consumer<KafkaProblem> listener) {
        this.producers = producers;
        this.listener = listener;
    }

    /** Why Kafka did not do what it was last asked for; empty where it did. Any thread may ask. */
    public Optional<KafkaProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Whether every topic exists and may be described, by the brokers' word: a producer that has answers from before is
     * replaced, for it would repeat them. False while records are under way, whose answers will tell. Blocks for the
     * producer's {@code max.block.ms} at most.
     */
    boolean hasTopics(Collection<String> topics) {
        String asked = "";
        try {
            Generation generation = isReplaced() ? null : current;
            if (generation != null && generation.isUsed()) {
                if (generation.underWay.get() > 0) {
                    // What it remembers proves nothing; where it has to ask, it learns why nobody answers
                    asked = topics.iterator().next();
                    generation.producer.partitionsFor(asked);
                    return false;
                }
                generation.producer.close(Duration.ZERO);
                generation = null;
            }
            if (generation == null) {
                generation = fresh();
            }
            for (String topic : topics) {
                asked = topic;
                if (generation.producer.partitionsFor(topic).isEmpty()) {
                    return stopped(topic, KafkaProblem.TOPIC_MISSING);
                }
            }
            generation.used = true;
            problem = null;
            return true;
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException | IllegalStateException notNow) {
            return stopped(asked, KafkaProblems.of(notNow));
        }
    }

    /** Takes nothing at the next attempt, so that the worker waits: Kafka rejects a record that has to be written. */
    void holdBack(String topic) {
        heldBack.set(true);
        stopped(topic, KafkaProblem.RECORD_REFUSED);
    }

    /**
     * Hands a record to the producer. Blocks for its {@code max.block.ms} at most, or for the failed one's last answers.
     *
     * @param done called once, on any thread, if and only if this returns true
     * @return false where the producer took nothing: Kafka is out of reach, the topic is missing or closed to us, the
     *     buffer is full, or the last producer failed, and all that it had not written has come back by now
     */
    boolean send(ProducerRecord<byte[], byte[]> record, Consumer<SendResult> done) {
        if (isReplaced() || heldBack.getAndSet(false)) {
            return false;
        }
        // Asked once: were the producer replaced here, this record would be written before those that came back
        Generation generation = current;
        try {
            if (generation == null) {
                generation = fresh();
            }
        } catch (KafkaException noProducer) {
            return stopped(record.topic(), KafkaProblems.of(noProducer));
        }
        Attempt attempt = new Attempt(generation, record.topic(), done);
        generation.used = true;
        generation.underWay.incrementAndGet();
        try {
            // The callback reports what the future would
            var unused = generation.producer.send(record, attempt);
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException | IllegalStateException broken) {
            generation.underWay.decrementAndGet();
            generation.fail();
            return stopped(record.topic(), KafkaProblems.of(broken));
        }
        Exception refusal = attempt.returned();
        if (refusal == null) {
            return true;
        }
        generation.underWay.decrementAndGet();
        if (SendResult.failure(refusal) instanceof SendResult.Rejected rejected) {
            done.accept(rejected);
            return true;
        }
        return stopped(record.topic(), KafkaProblems.of(refusal));
    }

    private boolean stopped(String topic, KafkaProblem why) {
        if (problem != why) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(LogKeys.REASON, why.code())
                    .log("Kafka takes no records; holding messages back");
        }
        problem = why;
        listener.accept(why);
        return false;
    }

    /** Waits for the last answers of a producer that failed, and forgets it. */
    private boolean isReplaced() {
        Generation generation = current;
        if (generation == null || !generation.failed.get()) {
            return false;
        }
        generation.producer.close(Duration.ZERO);
        current = null;
        return true;
    }

    private Generation fresh() {
        Generation generation = new Generation(producers.get());
        current = generation;
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
        private final AtomicInteger underWay = new AtomicInteger();

        /** Of the thread that sends. */
        private boolean used;

        Generation(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** Whether it may know of topics from before. */
        boolean isUsed() {
            return used;
        }

        /** @return whether this call made it fail */
        boolean fail() {
            return failed.compareAndSet(false, true);
        }
    }

    /** One record's callback: tells what happened inside the call from what happened later. */
    private final class Attempt implements Callback {

        private final Generation generation;
        private final String topic;
        private final Consumer<SendResult> done;
        private final Thread caller = Thread.currentThread();
        private boolean withinCall = true;
        private @Nullable Exception refusal;

        Attempt(Generation generation, String topic, Consumer<SendResult> done) {
            this.generation = generation;
            this.topic = topic;
            this.done = done;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                generation.underWay.decrementAndGet();
                problem = null;
                done.accept(SendResult.STORED);
                return;
            }
            if (Thread.currentThread().equals(caller) && withinCall) {
                refusal = failure;
                return;
            }
            generation.underWay.decrementAndGet();
            SendResult result = SendResult.failure(failure);
            if (result instanceof SendResult.Failed && generation.fail()) {
                stopped(topic, KafkaProblems.of(failure));
                // Nothing that may pass gets here while deliveries have no time-out. What is behind this record must
                // not
                // be written before it: close, or the producer goes on with the next batch
                generation.producer.close(Duration.ZERO);
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

package io.domicile.kit.republish;

import io.domicile.kit.kafka.RecordHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;

/** Writes copies to an ingress topic, stamped with the time of their writing. One thread. */
final class CopyWriter {

    private final String topic;
    private final String run;
    private final Producer<byte[], byte[]> producer;

    CopyWriter(String topic, String run, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.run = run;
        this.producer = producer;
    }

    /** Sends a copy of the newest record of each key, and returns once all in-sync replicas have them. */
    void write(List<KeyHistory> keys) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (KeyHistory key : keys) {
            key.sent();
            sent.add(producer.send(copy(key.newest(), key.newestOrigin())));
        }
        producer.flush();
        try {
            for (Future<RecordMetadata> stored : sent) {
                stored.get();
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("a copy was not stored", failed.getCause());
        }
    }

    private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> original, long origin) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders(original.headers());
        RecordHeaders.stripReserved(headers);
        new CopyOrigin(run, origin).replaceOn(headers);
        return new ProducerRecord<>(topic, original.partition(), null, original.key(), original.value(), headers);
    }
}

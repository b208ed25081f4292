package io.domicile.benchmarks.router.load;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.kit.kafka.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes marked records into the ingress topic, as the bridge would: keyed by device, with their content type. One thread. */
public final class Inflow implements AutoCloseable {

    /** Whose devices these are. */
    public static final String ORGANIZATION = "bench";

    /** How many there are. */
    public static final int DEVICES = 256;

    private static final List<Header> HEADERS = List.of(
            new RecordHeader(HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO.getBytes(StandardCharsets.UTF_8)));

    private final String topic;
    private final Payloads payloads;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public Inflow(String bootstrapServers, String topic, Payloads payloads) {
        this.topic = topic;
        this.payloads = payloads;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        "5",
                        "batch.size",
                        "65536"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes so many records as fast as the broker takes them. */
    public void burst(int run, int records) {
        for (int i = 0; i < records; i++) {
            send(run, i, System.nanoTime());
        }
        complete();
    }

    /** Writes so many records at a fixed rate, each marked with the time at which it was due. */
    public void steady(int run, int records, int perSecond) {
        long begin = System.nanoTime();
        for (int i = 0; i < records; i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send(run, i, due);
        }
        complete();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(int run, int number, long nanoTime) {
        int device = number % DEVICES;
        byte[] key = (ORGANIZATION + "/device-" + device).getBytes(StandardCharsets.UTF_8);
        byte[] value = payloads.with(new Mark(run, device, number / DEVICES, nanoTime));
        var unused = producer.send(new ProducerRecord<>(topic, null, null, key, value, HEADERS), (written, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    private void complete() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the records could not be written", failed);
        }
    }
}

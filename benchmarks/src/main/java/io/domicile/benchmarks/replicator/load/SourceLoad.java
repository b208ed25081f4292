package io.domicile.benchmarks.replicator.load;

import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes marked role definitions into the egress topic, tagged as the router tags them, each under a key of its own, so
 * that nothing is compacted away, and one partition after the other. One thread.
 */
public final class SourceLoad implements AutoCloseable {

    /** What is mirrored. */
    public static final String TOPIC = Topics.egress(DataClass.ROLE_DEFINITIONS);

    /** Whose roles these are. */
    public static final OrganizationId ORGANIZATION = new OrganizationId("bench");

    /** Marks are dealt to so many devices, as those of other measurements. */
    public static final int DEVICES = 256;

    private final int partitions;
    private final Roles roles;
    private final List<Header> tag;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param size bytes of a value */
    public SourceLoad(Region source, int partitions, int size) {
        this.partitions = partitions;
        this.roles = new Roles(size, source.registry());
        List<Header> headers = new ArrayList<>();
        TagCodec.encode(
                new ResidencyTag(source.id(), new Jurisdiction("EU"), ORGANIZATION, DataClass.ROLE_DEFINITIONS.id(), 1),
                (name, value) -> headers.add(new RecordHeader(name, value)));
        this.tag = List.copyOf(headers);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", source.bootstrapServers(), "linger.ms", "5", "batch.size", "131072"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes so many records as fast as the broker takes them. */
    public void burst(int run, int records) {
        for (int number = 0; number < records; number++) {
            send(run, number, System.nanoTime());
        }
        complete();
    }

    /** Writes so many records at a fixed rate, each marked with the time at which it was due. */
    public void steady(int run, int records, int perSecond) {
        long begin = System.nanoTime();
        for (int number = 0; number < records; number++) {
            long due = begin + number * 1_000_000_000L / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send(run, number, due);
        }
        complete();
    }

    /** The number that a mark's record had in its run. */
    public static long numberOf(Mark mark) {
        return (long) mark.sequence() * DEVICES + mark.device();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(int run, int number, long nanoTime) {
        byte[] key = (ORGANIZATION.value() + "/role-" + run + "-" + number).getBytes(StandardCharsets.UTF_8);
        byte[] value = roles.with(new Mark(run, number % DEVICES, number / DEVICES, nanoTime));
        var unused = producer.send(
                new ProducerRecord<>(TOPIC, number % partitions, null, key, value, tag), (written, failed) -> {
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

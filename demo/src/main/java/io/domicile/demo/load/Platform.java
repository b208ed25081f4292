package io.domicile.demo.load;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.cast.Marks;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.region.EmbeddedRegion;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The platform of eu-west: writes settings, credentials, roles and API keys of acme and borealis to the ingress topics,
 * and later deletes one of each. One thread at a time.
 */
public final class Platform implements AutoCloseable {

    /** The organizations it writes for. */
    public static final List<OrganizationId> ORGANIZATIONS = List.of(Cast.ACME, Cast.BOREALIS);

    private final KafkaProducer<byte[], byte[]> producer;
    private final SchemaRegistry registry;
    private final List<PlatformRecord> records = new ArrayList<>();
    private final List<PlatformRecord> deleted = new ArrayList<>();

    public Platform(EmbeddedRegion region, Marks marks, InstantSource clock) {
        this.registry = region.registry();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", region.kafka().bootstrapServers(), "client.id", "demo-platform"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (OrganizationId organization : ORGANIZATIONS) {
            records.addAll(new PlatformRecords(organization, marks, clock.instant()).all());
        }
    }

    /** Writes every record once. */
    public void write() throws InterruptedException {
        Map<DataClass, FramedWriter<SpecificRecord>> writers = new EnumMap<>(DataClass.class);
        List<Future<?>> sends = new ArrayList<>();
        for (PlatformRecord written : records) {
            FramedWriter<SpecificRecord> writer = writers.computeIfAbsent(
                    written.dataClass(),
                    first -> new FramedWriter<>(registry, written.value().getSchema()));
            sends.add(send(written, writer.write(written.value())));
        }
        await(sends);
    }

    /** Deletes one record of each organization and class. */
    public void deleteSome() throws InterruptedException {
        Set<String> done = new HashSet<>();
        List<Future<?>> sends = new ArrayList<>();
        for (PlatformRecord written : records) {
            if (done.add(written.organization().value() + written.dataClass().id())) {
                deleted.add(written);
                sends.add(send(written, null));
            }
        }
        await(sends);
    }

    /** Keys written of an organization and class. */
    public List<String> keys(OrganizationId organization, DataClass dataClass) {
        return keys(records, organization, dataClass);
    }

    /** Those of them that were deleted. */
    public List<String> deletedKeys(OrganizationId organization, DataClass dataClass) {
        return keys(deleted, organization, dataClass);
    }

    @Override
    public void close() {
        producer.close();
    }

    private Future<?> send(PlatformRecord record, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(
                Topics.ingress(record.dataClass()), record.key().getBytes(StandardCharsets.UTF_8), value));
    }

    private static void await(List<Future<?>> sends) throws InterruptedException {
        for (Future<?> send : sends) {
            try {
                send.get();
            } catch (ExecutionException refused) {
                throw new IllegalStateException("eu-west's Kafka did not take a record", refused.getCause());
            }
        }
    }

    private static List<String> keys(List<PlatformRecord> of, OrganizationId organization, DataClass dataClass) {
        return of.stream()
                .filter(record -> record.organization().equals(organization) && record.dataClass() == dataClass)
                .map(PlatformRecord::key)
                .toList();
    }
}

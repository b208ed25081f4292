package io.domicile.replicator;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records as a router leaves them on egress topics. */
final class Fixtures {

    static final RegionCatalogue CATALOGUE = Catalogues.builtIn();

    private Fixtures() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] role(SchemaRegistry registry, String permission) {
        return new FramedWriter<RoleDefinition>(registry, RoleDefinition.getClassSchema())
                .write(RoleDefinition.newBuilder()
                        .setPermissions(List.of(permission))
                        .setInherits(List.of())
                        .setUpdatedAt(Instant.ofEpochMilli(1_700_000_000_000L))
                        .build());
    }

    static RecordHeaders tag(String organization, RegionId home, DataClass dataClass, long epoch) {
        RecordHeaders headers = new RecordHeaders();
        TagCodec.encode(new ResidencyTag(
                        home, new Jurisdiction("EU"), new OrganizationId(organization), dataClass.id(), epoch))
                .forEach(headers::add);
        return headers;
    }

    /** A role of an organization at home in eu-west, rightly tagged. */
    static ProducerRecord<byte[], byte[]> roleRecord(
            String organization, int number, int partition, byte @Nullable [] value) {
        return new ProducerRecord<>(
                TwoRegions.ROLES,
                partition,
                1_700_000_000_000L + number,
                utf8(organization + "/role-" + number),
                value,
                tag(organization, TwoRegions.WEST, DataClass.ROLE_DEFINITIONS, 1));
    }

    /** One request in flight: with more, a broker that is starting may let a later first batch overtake an earlier. */
    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static KafkaProducer<byte[], byte[]> transactionalProducer(String bootstrapServers, String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Key, value without its schema id, and time stamp of each record, by partition and in order. */
    static Map<Integer, List<String>> contents(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, List<String>> contents = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] value = record.value();
            int body = value == null ? -1 : Arrays.hashCode(Arrays.copyOfRange(value, 5, value.length));
            contents.computeIfAbsent(record.partition(), unused -> new java.util.ArrayList<>())
                    .add(new String(record.key(), StandardCharsets.UTF_8) + "|" + body + "|" + record.timestamp());
        }
        return contents;
    }
}

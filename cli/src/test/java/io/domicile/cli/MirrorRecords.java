package io.domicile.cli;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A record of an egress topic, its copy on a mirror, and the comparison of both topics. */
final class MirrorRecords {

    private MirrorRecords() {}

    static ProducerRecord<byte[], byte[]> copy(Provenance provenance) {
        ProducerRecord<byte[], byte[]> copy = record("eu-west.egress.user-credentials", new byte[] {2});
        RecordHeaders.replaceTag(
                copy.headers(),
                new ResidencyTag(
                        new RegionId("eu-west"),
                        new Jurisdiction("EU"),
                        new OrganizationId("acme"),
                        "user-credentials",
                        1));
        ProvenanceHeader.replace(copy.headers(), provenance);
        return copy;
    }

    static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ProducerRecord<>(topic, 1, 1_700_000_000_000L, "acme/u-1".getBytes(StandardCharsets.UTF_8), value);
    }

    static CommandRun compare(String bootstrapServers) {
        return CommandRun.of(
                "verify",
                "mirror",
                "--link",
                "eu-west:eu-central",
                "--source-bootstrap-server",
                bootstrapServers,
                "--target-bootstrap-server",
                bootstrapServers);
    }

    static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.domicile.replicator.audit;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.audit.AuditedDecision;
import io.domicile.kit.audit.AuditedDecision.SourcePosition;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.tag.TagReading;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes refusals to {@code residency.audit} of the source region. Connects at the first refusal: most links never see
 * one. An entry may be written twice where a transaction is repeated, never less than once.
 */
public final class KafkaRefusalAudit implements RefusalAudit, AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<AuditEncoder> encoders;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable AuditEncoder encoder;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    /** @param producers makes a producer to the source that waits for all replicas ({@code acks=all}) */
    public KafkaRefusalAudit(Supplier<AuditEncoder> encoders, Supplier<Producer<byte[], byte[]>> producers) {
        this.encoders = encoders;
        this.producers = producers;
    }

    @Override
    public Future<?> refused(ConsumerRecord<byte[], byte[]> record, RefuseReason reason, RegionId destination) {
        try {
            return send(decision(record, reason, destination));
        } catch (KafkaException | SchemaRegistryException failure) {
            throw new AuditUnavailableException(failure);
        }
    }

    private synchronized Future<?> send(AuditedDecision decision) {
        if (closed) {
            throw new KafkaException("closed");
        }
        AuditEncoder encoding = encoder;
        if (encoding == null) {
            encoding = encoders.get();
            encoder = encoding;
        }
        Producer<byte[], byte[]> sending = producer;
        if (sending == null) {
            sending = producers.get();
            producer = sending;
        }
        return sending.send(new ProducerRecord<>(Topics.AUDIT, encoding.encode(decision)));
    }

    private static AuditedDecision decision(
            ConsumerRecord<byte[], byte[]> record, RefuseReason reason, RegionId destination) {
        TagReading tag = RecordHeaders.readTag(record.headers());
        Optional<TagReading.Valid> valid =
                tag instanceof TagReading.Valid believed ? Optional.of(believed) : Optional.empty();
        Optional<DataClass> dataClass =
                valid.flatMap(it -> DataClass.find(it.tag().dataClass()));
        Optional<OrganizationId> organization = RecordKey.parse(record.key()).map(RecordKey::organization);
        return new AuditedDecision(
                "refuse",
                reason.code(),
                dataClass.orElse(null),
                destination,
                valid.map(it -> it.tag().epoch()).orElse(null),
                new SourcePosition(record.topic(), record.partition(), record.offset()),
                organization.orElse(null),
                record.value());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            // No lane waits for an answer any more
            producer.close(CLOSE_TIMEOUT);
        }
    }
}

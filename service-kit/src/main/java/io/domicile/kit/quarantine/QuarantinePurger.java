package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsideRange;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.schemas.audit.QuarantinePurge;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Removes old records from quarantine for good, and leaves evidence of it: an entry on {@code residency.audit} for each
 * range, acknowledged before the range is removed. An entry whose range is still there tells of a purge that was
 * interrupted; the next one tells again. One thread.
 */
public final class QuarantinePurger {

    private final RegionId region;
    private final ToolClients clients;
    private final InstantSource clock;

    public QuarantinePurger(RegionId region, ToolClients clients, InstantSource clock) {
        this.region = region;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * What would be removed: of each partition the records up to the first that is not older. Writes nothing.
     *
     * @throws io.domicile.kit.setaside.SetAsideException if the topic is missing or cannot be read
     */
    public List<PurgeRange> plan(Instant before) {
        try (SetAsideTopic topic = new SetAsideTopic(Topics.QUARANTINE, clients)) {
            SetAsideRange range = topic.committed();
            SetAsideMarks marks = topic.marks(range);
            PurgeScan scan = new PurgeScan(before, range.ends());
            topic.records(range, record -> {
                scan.add(QuarantinedRecord.of(record, marks));
                return true;
            });
            return scan.ranges();
        }
    }

    /**
     * Removes what was planned. Reports each range after it is gone.
     *
     * @throws KafkaException if an entry was not confirmed: its range and those behind it are still there
     * @throws io.domicile.kit.setaside.SetAsideException if a range could not be removed
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public void purge(List<PurgeRange> plan, Instant before, SchemaRegistry registry, Consumer<PurgeRange> report) {
        FramedWriter<QuarantinePurge> writer = new FramedWriter<>(registry, QuarantinePurge.getClassSchema());
        try (SetAsideTopic topic = new SetAsideTopic(Topics.QUARANTINE, clients);
                Producer<byte[], byte[]> producer = clients.producer()) {
            for (PurgeRange range : plan) {
                store(evidence(range, before, writer), producer);
                topic.removeBefore(range.partition(), range.to());
                report.accept(range);
            }
        }
    }

    private ProducerRecord<byte[], byte[]> evidence(
            PurgeRange range, Instant before, FramedWriter<QuarantinePurge> writer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] value = writer.write(QuarantinePurge.newBuilder()
                .setTime(now)
                .setRegion(region.value())
                .setTopic(Topics.QUARANTINE)
                .setPartition(range.partition())
                .setFromOffset(range.from())
                .setToOffset(range.to())
                .setBefore(before.truncatedTo(ChronoUnit.MILLIS))
                .setCount(range.count())
                .setReleased(range.released())
                .setReasons(new HashMap<>(range.reasons()))
                .build());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.AUDIT, null, now.toEpochMilli(), null, value);
        RecordHeaders.add(record.headers(), HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO);
        return record;
    }

    private static void store(ProducerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) {
        try {
            producer.send(record).get();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("the evidence was not stored", failed.getCause());
        }
    }
}

package io.domicile.kit.seal;

import io.domicile.kit.kafka.Fencing;
import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.kafka.TopicReader;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.schemas.audit.AuditSeal;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Seals a region's audit, each entry once.
 *
 * <p>There is one sealer: all share a transactional id, and the one that begins last fences those before it. How far the
 * audit is sealed is what the newest seal says, and nothing else; it is read after the beginning. One thread uses an
 * instance. After any exception an instance is only good to be closed; the next one goes on where the seals end.
 */
public final class AuditSealer implements AutoCloseable {

    /** At most so many entries of a partition are under one seal: what a later fault can be narrowed down to. */
    private static final int ENTRIES = 10_000;

    private final RegionId region;
    private final SealKey key;
    private final InstantSource clock;
    private final FramedWriter<AuditSeal> writer;
    private final Producer<byte[], byte[]> producer;
    private final TopicReader audit;
    private Optional<Seal> last;

    private AuditSealer(
            RegionId region, SealKey key, InstantSource clock, FramedWriter<AuditSeal> writer, ToolClients clients) {
        this.region = region;
        this.key = key;
        this.clock = clock;
        this.writer = writer;
        this.producer = clients.producer(KafkaNames.sealerTransactions(region));
        this.audit = new TopicReader(Topics.AUDIT, clients);
        this.last = Optional.empty();
    }

    /**
     * Fences every earlier sealer of the region.
     *
     * @throws SealException if the newest seal is not authentic
     * @throws KafkaException if the brokers do not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public static AuditSealer begin(
            RegionId region, SealKey key, ToolClients clients, SchemaRegistry registry, InstantSource clock) {
        FramedWriter<AuditSeal> writer = new FramedWriter<>(registry, AuditSeal.getClassSchema());
        AuditSealer sealer = new AuditSealer(region, key, clock, writer, clients);
        try (TopicReader seals = new TopicReader(Topics.AUDIT_SEALS, clients)) {
            // Missing topics are told of before anybody is fenced
            sealer.audit.committedEnds();
            seals.committedEnds();
            sealer.producer.initTransactions();
            sealer.last = LastSeal.read(seals, registry, key);
            return sealer;
        } catch (RuntimeException failed) {
            sealer.close();
            throw failed;
        }
    }

    /**
     * Seals what is committed and not sealed yet, up to a limit: call it again until there is nothing.
     *
     * @return the seal, or empty where no entry waits
     * @throws SealException if the audit ends before what is sealed, or another sealer began
     * @throws KafkaException if the brokers did not confirm; whether it is sealed is then unknown, and the next sealer
     *     will know
     */
    public Optional<Seal> sealNext() {
        SortedMap<Integer, Long> starts = audit.starts();
        List<SealedRange> ranges = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : audit.committedEnds().entrySet()) {
            int partition = end.getKey();
            long start = starts.getOrDefault(partition, 0L);
            long sealed = sealedUpTo(partition, start);
            if (end.getValue() < sealed) {
                throw new SealException("partition " + partition + " of topic '" + Topics.AUDIT + "' ends at "
                        + end.getValue() + ", but is sealed up to " + sealed + ": sealed entries were removed");
            }
            ranges.add(range(partition, Math.max(sealed, start), end.getValue()));
        }
        if (ranges.stream().allMatch(range -> range.count() == 0)) {
            return Optional.empty();
        }
        Seal seal = Seal.made(
                last.map(Seal::sequence).orElse(0L) + 1,
                last.map(Seal::link).orElse(Bytes.NONE),
                region.value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                ranges,
                key);
        write(seal);
        last = Optional.of(seal);
        return last;
    }

    @Override
    public void close() {
        try {
            audit.close();
        } finally {
            producer.close();
        }
    }

    private long sealedUpTo(int partition, long otherwise) {
        return last.filter(seal -> partition < seal.ranges().size())
                .map(seal -> seal.ranges().get(partition).to())
                .orElse(otherwise);
    }

    private SealedRange range(int partition, long from, long end) {
        RangeDigest digest = new RangeDigest(partition, from);
        long reached = audit.read(partition, from, end, entry -> {
            digest.add(entry);
            return digest.count() < ENTRIES;
        });
        return digest.upTo(Math.max(from, Math.min(reached, end)));
    }

    private void write(Seal seal) {
        try {
            producer.beginTransaction();
            @SuppressWarnings("unused") // the commit reports it
            Object reported = producer.send(new ProducerRecord<>(
                    Topics.AUDIT_SEALS, 0, seal.time().toEpochMilli(), null, SealCodec.write(seal, writer)));
            producer.commitTransaction();
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            if (Fencing.isFenced(failed)) {
                throw new SealException("another sealer of the region took over", failed);
            }
            throw failed;
        }
    }
}

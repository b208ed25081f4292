package io.domicile.kit.policy;

import io.domicile.kit.kafka.Fencing;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One change of a policy topic: fence every earlier writer, read the topic, write entry and manifest together. In this
 * order nobody can write between the reading and the writing.
 */
final class PolicyTransaction implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final PolicyEncoder encoder;
    private final PolicyTopicScan scan;
    private final TopicImage image;
    private final long remembered;

    private PolicyTransaction(
            Producer<byte[], byte[]> producer,
            PolicyEncoder encoder,
            PolicyTopicScan scan,
            TopicImage image,
            long remembered) {
        this.producer = producer;
        this.encoder = encoder;
        this.scan = scan;
        this.image = image;
        this.remembered = remembered;
    }

    /**
     * Fences earlier writers and reads the topic.
     *
     * @param remembered the highest generation that the region's services had verified by now. Learned before, so that
     *     what another writer adds meanwhile does not make the topic look set back
     */
    static PolicyTransaction begin(
            PolicyClients clients,
            String transactionalId,
            PolicyEncoder encoder,
            PolicyTopicScan scan,
            long remembered) {
        Producer<byte[], byte[]> producer = clients.producer(transactionalId);
        try {
            producer.initTransactions();
            return new PolicyTransaction(producer, encoder, scan, scan.read(Topics.POLICY), remembered);
        } catch (KafkaException failed) {
            producer.close(CLOSE_TIMEOUT);
            throw translated(failed, "could not be opened for writing");
        } catch (RuntimeException failed) {
            producer.close(CLOSE_TIMEOUT);
            throw failed;
        }
    }

    /** What the topic holds. */
    TopicImage image() {
        return image;
    }

    /** The highest generation that is remembered or that any manifest read carried; 0 where there is none. */
    long highestGeneration() {
        return Math.max(image.highestGeneration(), remembered);
    }

    /** Whether the topic tells of less than the region's services have verified. */
    boolean isSetBack() {
        return image.isSetBack(remembered);
    }

    /**
     * Writes the change, if there is one, as the next generation. While the topic is set back it keeps the generation
     * that it has, however often that happens: readers, which have verified a higher one, go on to reject it.
     *
     * <p>Waits until readers can see entry and manifest: a commit is confirmed before its markers are written. Returns
     * the generation.
     *
     * @throws PolicyWriterFencedException if another writer began since
     * @throws PolicyTopicUnavailableException if the brokers did not confirm; whether it was written is then unknown
     */
    long commit(@Nullable OrganizationPolicy change) {
        return write(change, isSetBack() ? image.generation() : Math.addExact(highestGeneration(), 1));
    }

    /**
     * As {@link #commit}, changes nothing, and gives a generation that readers believe.
     *
     * @param above the generation is higher than this, than any that is remembered, and than that of any manifest read
     * @throws PolicyWriterFencedException if another writer began since
     * @throws PolicyTopicUnavailableException if the brokers did not confirm; whether it was written is then unknown
     */
    long adopt(long above) {
        return write(null, Math.addExact(Math.max(highestGeneration(), above), 1));
    }

    private long write(@Nullable OrganizationPolicy change, long generation) {
        SortedMap<OrganizationId, EntryState> entries = image.entriesWithPending();
        if (change != null) {
            entries.put(change.organization(), new EntryState.Readable(change));
        }
        Manifest manifest = Manifest.describing(entries, generation);
        Future<RecordMetadata> written;
        try {
            producer.beginTransaction();
            if (change != null) {
                @SuppressWarnings("unused") // the commit reports it
                Future<RecordMetadata> reported = send(PolicyKeys.entry(change.organization()), encoder.entry(change));
            }
            written = send(PolicyKeys.manifest(), encoder.manifest(manifest));
            producer.commitTransaction();
        } catch (KafkaException failed) {
            throw translated(failed, "was not confirmed to have changed; read it before trying again");
        }
        scan.awaitVisible(Topics.POLICY, offset(written));
        return manifest.generation();
    }

    /** The commit has ended, so the sends before it have. */
    private static long offset(Future<RecordMetadata> written) {
        try {
            return written.get().offset();
        } catch (ExecutionException failed) {
            throw new PolicyTopicUnavailableException(Topics.POLICY, "was not written", failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** A failed send is reported by the commit too. Everything goes to partition 0, however many there are. */
    private Future<RecordMetadata> send(byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(Topics.POLICY, 0, key, value));
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private static PolicyWriteException translated(KafkaException failed, String whatIsWrong) {
        if (Fencing.isFenced(failed)) {
            return new PolicyWriterFencedException(failed);
        }
        return new PolicyTopicUnavailableException(Topics.POLICY, whatIsWrong, failed);
    }
}

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

    private PolicyTransaction(
            Producer<byte[], byte[]> producer, PolicyEncoder encoder, PolicyTopicScan scan, TopicImage image) {
        this.producer = producer;
        this.encoder = encoder;
        this.scan = scan;
        this.image = image;
    }

    /** Fences earlier writers and reads the topic. */
    static PolicyTransaction begin(
            PolicyClients clients, String transactionalId, PolicyEncoder encoder, PolicyTopicScan scan) {
        Producer<byte[], byte[]> producer = clients.producer(transactionalId);
        try {
            producer.initTransactions();
            return new PolicyTransaction(producer, encoder, scan, scan.read(Topics.POLICY));
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

    /**
     * Writes the change, if there is one, and a manifest of everything the topic then holds, and waits until readers can
     * see both: a commit is confirmed before its markers are written. Returns the generation.
     *
     * @param above the generation is higher than this, and than that of any manifest read
     * @throws PolicyWriterFencedException if another writer began since
     * @throws PolicyTopicUnavailableException if the brokers did not confirm; whether it was written is then unknown
     */
    long commit(@Nullable OrganizationPolicy change, long above) {
        SortedMap<OrganizationId, EntryState> entries = image.entriesWithPending();
        if (change != null) {
            entries.put(change.organization(), new EntryState.Readable(change));
        }
        Manifest manifest = Manifest.describing(entries, Math.addExact(Math.max(image.highestGeneration(), above), 1));
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

package io.domicile.kit.setaside;

import io.domicile.kit.kafka.Fencing;
import io.domicile.kit.kafka.ToolClients;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Writes what a set-aside record becomes together with its mark: both, once, or neither.
 *
 * <p>All writers of one purpose share a transactional id, and the one that begins last fences those before it. Who reads
 * the marks <em>after</em> {@link #begin} and before writing therefore knows every mark there will ever be but its own.
 * One thread uses an instance; methods block until the brokers have answered.
 */
public final class SetAsideWriter implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Map<Integer, SetAsidePosition> lastMarks = new TreeMap<>();

    private SetAsideWriter(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Fences every earlier writer; what one of them has not committed never will be.
     *
     * @throws SetAsideException if the brokers do not answer or do not allow it
     */
    public static SetAsideWriter begin(String topic, ToolClients clients, String transactionalId) {
        SetAsideWriter writer = new SetAsideWriter(topic, clients.producer(transactionalId));
        try {
            writer.producer.initTransactions();
            return writer;
        } catch (InterruptException interrupted) {
            writer.close();
            throw interrupted;
        } catch (KafkaException failed) {
            writer.close();
            throw writer.translated(failed, "could not be opened for writing");
        }
    }

    /**
     * Writes the record and the mark in one transaction.
     *
     * @throws SetAsideFencedException if another writer began since: neither was written
     * @throws SetAsideRejectedException if Kafka will never take the record: neither was written
     * @throws SetAsideException if the brokers did not confirm; whether both were written is then unknown, and the next
     *     writer will know
     */
    public void write(ProducerRecord<byte[], byte[]> record, Mark mark) {
        try {
            producer.beginTransaction();
            @SuppressWarnings("unused") // the commit reports it
            Future<RecordMetadata> reported = send(record);
            Future<RecordMetadata> marked = send(mark.toRecord(topic));
            producer.commitTransaction();
            int partition = mark.marked().partition();
            lastMarks.put(partition, new SetAsidePosition(partition, offset(marked)));
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            SetAsideException translated = translated(failed, "was not confirmed to have changed");
            if (translated instanceof SetAsideRejectedException) {
                abort();
            }
            throw translated;
        }
    }

    /**
     * Blocks until readers of committed records are given what this writer has written: a commit is confirmed before it is
     * visible.
     */
    public void awaitVisible(SetAsideTopic reader) {
        reader.records(reader.written().from(lastMarks.values()), record -> true);
    }

    /** An unfinished transaction is aborted, at the latest when the next writer begins. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    /** A failed send is reported by the commit too. */
    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** The commit has ended, so the sends before it have. */
    private long offset(Future<RecordMetadata> written) {
        try {
            return written.get().offset();
        } catch (ExecutionException failed) {
            throw SetAsideException.unreadable(topic, failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            throw translated(failed, "could not be left as it was");
        }
    }

    private SetAsideException translated(KafkaException failed, String whatIsWrong) {
        if (Fencing.isFenced(failed)) {
            return new SetAsideFencedException(topic, failed);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof InvalidRecordException
                    || cause instanceof InvalidTimestampException) {
                return new SetAsideRejectedException(cause);
            }
        }
        return new SetAsideException(
                "topic '" + topic + "' " + whatIsWrong + ": "
                        + failed.getClass().getSimpleName(),
                failed);
    }
}

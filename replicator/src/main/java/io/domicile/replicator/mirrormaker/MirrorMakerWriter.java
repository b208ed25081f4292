package io.domicile.replicator.mirrormaker;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.link.Link;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes heartbeats and checkpoints at a link's target, outside transactions, because MirrorMaker's client does not ask
 * for committed records only. Methods throw what Kafka's clients throw. Confined to one thread.
 */
public final class MirrorMakerWriter implements AutoCloseable {

    /** What another process wrote of a partition before it learned that this one has it now, is set right after this. */
    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Link link;
    private final short replicationFactor;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final InstantSource clock;
    private final Duration timeout;
    private Map<MirrorCheckpoint.Key, Written> written = new HashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param replicationFactor of topics that are missing
     * @param producers makes an idempotent producer of the target
     */
    public MirrorMakerWriter(
            Link link,
            short replicationFactor,
            Supplier<Producer<byte[], byte[]>> producers,
            InstantSource clock,
            Duration timeout) {
        this.link = link;
        this.replicationFactor = replicationFactor;
        this.producers = producers;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Says that both clusters have answered just now. */
    public void heartbeat(Admin target) {
        Producer<byte[], byte[]> open = open(target);
        byte[] key = MirrorMakerRecords.heartbeatKey(
                link.source().value(), link.target().value());
        byte[] value = MirrorMakerRecords.heartbeatValue(clock.instant());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String topic : List.of(MirrorMakerTopics.HEARTBEATS, MirrorMakerTopics.remoteHeartbeats(link))) {
            sent.add(open.send(new ProducerRecord<>(topic, 0, key, value)));
        }
        await(sent);
    }

    /** Writes those that are new or have not been written for a while; what is not among them is forgotten. */
    public void checkpoints(Admin target, Collection<MirrorCheckpoint> checkpoints) {
        if (checkpoints.isEmpty()) {
            written = new HashMap<>();
            return;
        }
        Producer<byte[], byte[]> open = open(target);
        long now = System.nanoTime();
        Map<MirrorCheckpoint.Key, Written> next = new HashMap<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (MirrorCheckpoint checkpoint : checkpoints) {
            Written last = written.get(checkpoint.key());
            if (last != null && last.checkpoint().equals(checkpoint) && now - last.nanos() < REPEAT_NANOS) {
                next.put(checkpoint.key(), last);
            } else {
                sent.add(open.send(new ProducerRecord<>(
                        MirrorMakerTopics.checkpoints(link), 0, checkpoint.keyBytes(), checkpoint.valueBytes())));
                next.put(checkpoint.key(), new Written(checkpoint, now));
            }
        }
        written = new HashMap<>();
        await(sent);
        written = next;
    }

    private void await(List<Future<RecordMetadata>> sent) {
        sent.forEach(each -> Answers.await(each, timeout));
    }

    private Producer<byte[], byte[]> open(Admin target) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            MirrorMakerTopics.create(target, link, replicationFactor, timeout);
            open = producers.get();
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private record Written(MirrorCheckpoint checkpoint, long nanos) {}
}

package io.domicile.kit.policy;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Keeps the generations as metadata of one committed offset of the consumer group {@code domicile-generations-<region>},
 * which nobody consumes with, on the region's brokers. All services of the region share it.
 *
 * <ol>
 *   <li>A group, and no file: it outlives the host and the volume of a process, and what one service has verified binds
 *       the others. It needs the right to read and describe that group, and no further topic.
 *   <li>It is committed on {@code residency.acks}: brokers drop the offsets of a topic that is deleted, so they must not
 *       be those of the policy topic.
 *   <li>Brokers drop the offsets of a group that nobody has committed to for {@code offsets.retention.minutes} (7 days by
 *       default). Running services commit again in time; where all of them were away for longer, where {@code
 *       residency.acks} was deleted, or where the whole cluster was set back, nothing is remembered, and the next start
 *       is like the first.
 *   <li>Writers do not exclude each other. Each reads back what it wrote and repeats where another's write removed it.
 * </ol>
 */
final class GroupGenerationMemory implements GenerationMemory {

    private static final TopicPartition PLACE = new TopicPartition(Topics.ACKS, 0);
    private static final int ATTEMPTS = 5;

    private final Admin admin;
    private final String group;
    private final Duration timeout;

    /** @param timeout for each answer of the brokers */
    GroupGenerationMemory(Admin admin, RegionId here, Duration timeout) {
        this.admin = admin;
        this.group = KafkaNames.generationsGroup(here);
        this.timeout = timeout;
    }

    @Override
    public Map<RegionId, Long> recall() {
        Map<TopicPartition, OffsetAndMetadata> offsets;
        try {
            offsets = answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new GenerationMemoryException("could not be read", failed.getCause());
        }
        OffsetAndMetadata kept = offsets.get(PLACE);
        if (kept == null) {
            return Map.of();
        }
        return Generations.parse(kept.metadata())
                .orElseThrow(() -> new GenerationMemoryException("hold what nobody here wrote", null));
    }

    @Override
    public void raise(Map<RegionId, Long> generations) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String text = Generations.format(Generations.highest(recall(), generations));
            try {
                answer(admin.alterConsumerGroupOffsets(group, Map.of(PLACE, new OffsetAndMetadata(0, text)))
                        .all());
            } catch (ExecutionException failed) {
                throw new GenerationMemoryException("could not be written", failed.getCause());
            }
            if (Generations.cover(recall(), generations)) {
                return;
            }
        }
        throw new GenerationMemoryException("were overwritten every time", null);
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooSlow) {
            throw new GenerationMemoryException("did not answer in time", tooSlow);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}

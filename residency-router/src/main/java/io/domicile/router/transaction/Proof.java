package io.domicile.router.transaction;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Looks whether what one {@link Filler} gave up has ended, and with it what was open before. */
final class Proof {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Endings told;
    private final Map<TopicPartition, Long> fillers;
    private boolean answered;

    /** @param fillers the offset of the filler's record in each partition that it was sent to */
    Proof(Endings told, Map<TopicPartition, Long> fillers) {
        this.told = told;
        this.fillers = fillers;
    }

    /** What was not seen to have ended in time. */
    Remains unended(Remains remains, Duration atMost) {
        long began = System.nanoTime();
        Remains left = remains;
        while (true) {
            answered = true;
            left = left.without(ended(left.partitions()), this::settled);
            if (left.isNothing() || System.nanoTime() - began >= atMost.toNanos()) {
                return left;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /**
     * Whether the last look left nothing unknown: a record was sent to each partition, and the brokers have told how far
     * it is stable and which offsets are pending.
     */
    boolean isAnswered() {
        return answered;
    }

    private Set<TopicPartition> ended(Set<TopicPartition> partitions) {
        Set<TopicPartition> ended = new HashSet<>();
        if (!partitions.isEmpty()) {
            Map<TopicPartition, Long> stableUntil = told.stableUntil(partitions);
            for (TopicPartition partition : partitions) {
                Long stable = stableUntil.get(partition);
                Long filler = fillers.get(partition);
                if (stable == null || filler == null) {
                    answered = false;
                } else if (filler >= 0 && stable > filler) {
                    ended.add(partition);
                }
            }
        }
        return ended;
    }

    private Set<TopicPartition> settled(String group, Set<TopicPartition> partitions) {
        Optional<Set<TopicPartition>> settled = told.settled(group, partitions);
        if (settled.isEmpty()) {
            answered = false;
        }
        return settled.orElse(Set.of());
    }
}

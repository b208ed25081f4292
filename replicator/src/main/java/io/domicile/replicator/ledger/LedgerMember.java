package io.domicile.replicator.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * This process's membership in the ledger's group on the target. It reads nothing: it decides which lanes the process
 * owns, keeps the ledger from expiring, and proves to the target that a transaction comes from a living member.
 *
 * <p>The group's offsets are source positions, so they must never become positions of this consumer: every partition is
 * paused and put to offset 0 as it is assigned. One thread uses an instance.
 */
public final class LedgerMember implements AutoCloseable {

    /** Learns, inside {@link #poll}, which mirrored partitions this process owns. */
    public interface Ownership {

        void gained(Set<TopicPartition> mirrors);

        /** Another process may take them over as soon as this returns. */
        void givingUp(Set<TopicPartition> mirrors);

        /** Another process may have taken them over already. */
        void lost(Set<TopicPartition> mirrors);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Ownership ownership;
    private Set<String> subscribed = Set.of();

    public LedgerMember(Consumer<byte[], byte[]> consumer, Ownership ownership) {
        this.consumer = consumer;
        this.ownership = ownership;
    }

    /** Takes part in these mirrors; does nothing where it does already. */
    public void subscribe(Set<String> mirrors) {
        if (!mirrors.equals(subscribed) && !mirrors.isEmpty()) {
            subscribed = Set.copyOf(mirrors);
            consumer.subscribe(subscribed, new Rebalance());
        }
    }

    /** @throws org.apache.kafka.common.KafkaException if the target refuses the membership */
    public void poll() {
        if (!subscribed.isEmpty() && !consumer.poll(Duration.ZERO).isEmpty()) {
            throw new IllegalStateException("a member of the ledger's group has read records");
        }
    }

    /** Whether the group has taken this member in. */
    public boolean isJoined() {
        return !subscribed.isEmpty() && metadata().generationId() > 0;
    }

    /** The mirrored partitions that the group has given to this process. */
    public Set<TopicPartition> owned() {
        return consumer.assignment();
    }

    public ConsumerGroupMetadata metadata() {
        return consumer.groupMetadata();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            ownership.gained(Set.copyOf(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            ownership.givingUp(Set.copyOf(partitions));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            ownership.lost(Set.copyOf(partitions));
        }
    }
}

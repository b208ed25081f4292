package io.domicile.router.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Writes a record to the partition number it was read from, so that records of one key keep their order; modulo the
 * count where the sink has fewer partitions.
 */
final class SamePartition implements StreamPartitioner<byte[], Outbound> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, Outbound value, int partitionCount) {
        return Optional.of(Set.of(value.partition() % partitionCount));
    }
}

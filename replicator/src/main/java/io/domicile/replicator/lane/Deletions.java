package io.domicile.replicator.lane;

import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.reconcile.Reconciliation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The tombstones that a comparison found missing, as transactions of a lane. */
public final class Deletions {

    private Deletions() {}

    /** Each checks that none of its keys has been written since the comparison. */
    public static List<Erasure> of(Reconciliation found, TopicPartition mirror, MirrorScan scan) {
        List<Erasure> erasures = new ArrayList<>();
        List<byte[]> keys = found.missing();
        for (int from = 0; from < keys.size(); from += Erasure.TRANSACTION_KEYS) {
            erasures.add(new Erasure(
                    keys.subList(from, Math.min(keys.size(), from + Erasure.TRANSACTION_KEYS)),
                    Erasure.RECONCILE,
                    Optional.of(each -> unchanged(each, mirror, found.checkedTo(), scan))));
        }
        return erasures;
    }

    private static List<byte[]> unchanged(List<byte[]> keys, TopicPartition mirror, long from, MirrorScan scan) {
        Set<ByteBuffer> wanted = keys.stream().map(ByteBuffer::wrap).collect(Collectors.toSet());
        Set<ByteBuffer> written = scan.writtenFrom(mirror, from, wanted);
        return keys.stream()
                .filter(key -> !written.contains(ByteBuffer.wrap(key)))
                .toList();
    }
}

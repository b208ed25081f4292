package io.domicile.cli.verify.mirror;

import io.domicile.cli.verify.mirror.MirrorFinding.Problem;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/** What must hold of every record of one mirrored partition. Records come in the order of their offsets. */
final class MirrorRules {

    private final RegionId source;
    private final DataClass dataClass;
    private final String clusterId;
    private final Uuid topicId;
    private final SourceIndex index;
    private final Map<ByteBuffer, Long> newestOnMirror;
    private final Set<Long> copied = new HashSet<>();

    /** @param newestOnMirror key to the offset of its last record on the mirror */
    MirrorRules(
            RegionId source,
            DataClass dataClass,
            String clusterId,
            Uuid topicId,
            SourceIndex index,
            Map<ByteBuffer, Long> newestOnMirror) {
        this.source = source;
        this.dataClass = dataClass;
        this.clusterId = clusterId;
        this.topicId = topicId;
        this.index = index;
        this.newestOnMirror = newestOnMirror;
    }

    /** What a record comes to. */
    sealed interface Verdict {

        record Agrees() implements Verdict {}

        record Compacted() implements Verdict {}

        record Wrong(Problem problem) implements Verdict {}
    }

    Verdict judge(ConsumerRecord<byte[], byte[]> record) {
        if (isErasure(record)) {
            return new Verdict.Compacted();
        }
        Optional<Problem> problem = tagProblem(record);
        if (problem.isPresent()) {
            return new Verdict.Wrong(problem.get());
        }
        Optional<Provenance> read = ProvenanceHeader.read(record.headers());
        if (read.isEmpty()) {
            return new Verdict.Wrong(Problem.NO_PROVENANCE);
        }
        Provenance provenance = read.get();
        if (!provenance.origin().clusterId().equals(clusterId)) {
            return new Verdict.Wrong(Problem.FOREIGN_CLUSTER);
        }
        if (!provenance.origin().topicId().equals(topicId)) {
            return new Verdict.Wrong(Problem.FOREIGN_TOPIC);
        }
        if (!copied.add(provenance.offset())) {
            return new Verdict.Wrong(Problem.DUPLICATE);
        }
        return index.at(provenance.offset())
                .map(entry -> compare(record, entry))
                .orElseGet(() -> absent(record, provenance.offset()));
    }

    /** A tombstone of the link's own: it has no record at the source, and carries no tag. */
    private boolean isErasure(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                && ProvenanceHeader.read(record.headers())
                        .filter(provenance -> provenance.kind() == Provenance.Kind.PURGE)
                        .filter(provenance -> provenance.origin().clusterId().equals(clusterId)
                                && provenance.origin().topicId().equals(topicId))
                        .isPresent();
    }

    private Optional<Problem> tagProblem(ConsumerRecord<byte[], byte[]> record) {
        TagReading reading = RecordHeaders.readTag(record.headers());
        if (!(reading instanceof TagReading.Valid valid)) {
            return Optional.of(
                    reading instanceof TagReading.Absent
                            ? Problem.NO_TAG
                            : reading instanceof TagReading.Doubled ? Problem.DOUBLED_TAG : Problem.MALFORMED_TAG);
        }
        ResidencyTag tag = valid.tag();
        if (!tag.home().equals(source)) {
            return Optional.of(Problem.FOREIGN_HOME);
        }
        if (!tag.dataClass().equals(dataClass.id())) {
            return Optional.of(Problem.WRONG_CLASS);
        }
        return RecordKey.parse(record.key())
                        .filter(key -> key.organization().equals(tag.organization()))
                        .isEmpty()
                ? Optional.of(Problem.KEY_IS_ANOTHERS)
                : Optional.empty();
    }

    private static Verdict compare(ConsumerRecord<byte[], byte[]> record, SourceIndex.Entry entry) {
        if (!ByteBuffer.wrap(record.key()).equals(entry.key())) {
            return new Verdict.Wrong(Problem.KEY_DIFFERS);
        }
        if (record.timestamp() != entry.timestamp()) {
            return new Verdict.Wrong(Problem.TIMESTAMP_DIFFERS);
        }
        return (record.value() == null) == entry.isTombstone()
                ? new Verdict.Agrees()
                : new Verdict.Wrong(Problem.KIND_DIFFERS);
    }

    /** The source may have compacted it away: under a newer record of its key, or as a tombstone past its retention. */
    private Verdict absent(ConsumerRecord<byte[], byte[]> record, long sourceOffset) {
        if (sourceOffset >= index.end()) {
            return new Verdict.Wrong(Problem.OFFSET_BEYOND_SOURCE);
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        boolean isExplained = record.value() == null
                || index.hasNewer(key, sourceOffset)
                || newestOnMirror.getOrDefault(key, -1L) > record.offset();
        return isExplained ? new Verdict.Compacted() : new Verdict.Wrong(Problem.NOT_AT_SOURCE);
    }
}

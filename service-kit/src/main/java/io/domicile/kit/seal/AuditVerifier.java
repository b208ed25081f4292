package io.domicile.kit.seal;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.kafka.TopicReader;
import io.domicile.kit.seal.Finding.Kind;
import io.domicile.kit.seal.RangeComparison.Sealed;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;

/**
 * Proves that a region's audit is what its seals say. Writes nothing, fences nobody; one thread uses an instance.
 *
 * <p>It finds a sealed entry that was removed, altered, inserted or moved, and a seal that is missing, forged or not in
 * its place. It cannot know of entries that are not sealed yet, nor, without an {@link Anchor}, of newest seals that were
 * removed together with the entries they seal. Who holds the audit key can make another chain.
 */
public final class AuditVerifier {

    private final RegionId region;
    private final SealKey key;
    private final ToolClients clients;
    private final SchemaRegistry registry;
    private final InstantSource clock;

    public AuditVerifier(
            RegionId region, SealKey key, ToolClients clients, SchemaRegistry registry, InstantSource clock) {
        this.region = region;
        this.key = key;
        this.clients = clients;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * @param entries how many are as they were sealed
     * @param last the newest authentic seal
     */
    public record Result(long seals, long entries, Optional<Anchor> last) {}

    /**
     * Verifies the seals and everything they seal.
     *
     * @param from findings of seals before this one are left out
     * @param anchor a seal that must be in the chain
     * @throws KafkaException if a topic cannot be read
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public Result verify(long from, Optional<Anchor> anchor, Consumer<Finding> findings) {
        Consumer<Finding> wanted = finding -> {
            if (finding.sequence() >= from || finding.kind() == Kind.ANCHOR_NOT_FOUND) {
                findings.accept(finding);
            }
        };
        List<Seal> seals = chain(wanted);
        anchor.filter(noted -> seals.stream().map(Anchor::of).noneMatch(noted::equals))
                .ifPresent(noted -> wanted.accept(new Finding(
                        Kind.ANCHOR_NOT_FOUND,
                        noted.sequence(),
                        "the chain has no seal " + noted.sequence() + " with the noted hash")));
        long entries =
                entries(seals.stream().filter(seal -> seal.sequence() >= from).toList(), wanted);
        return new Result(
                seals.size(),
                entries,
                seals.isEmpty() ? Optional.empty() : Optional.of(Anchor.of(seals.get(seals.size() - 1))));
    }

    private List<Seal> chain(Consumer<Finding> findings) {
        try (TopicReader reader = new TopicReader(Topics.AUDIT_SEALS, clients)) {
            long start = reader.starts().getOrDefault(0, 0L);
            SealChain chain = new SealChain(region.value(), key, start == 0, findings);
            reader.read(0, start, reader.committedEnds().getOrDefault(0, 0L), record -> {
                chain.add(record.offset(), SealCodec.read(record.value(), registry));
                return true;
            });
            return chain.seals();
        }
    }

    private long entries(List<Seal> seals, Consumer<Finding> findings) {
        try (TopicReader audit = new TopicReader(Topics.AUDIT, clients)) {
            SortedMap<Integer, Long> starts = audit.starts();
            SortedMap<Integer, Long> ends = audit.committedEnds();
            OptionalLong retention = audit.retentionMillis();
            OptionalLong keptSince = retention.isPresent()
                    ? OptionalLong.of(clock.millis() - retention.getAsLong())
                    : OptionalLong.empty();
            int partitions =
                    seals.stream().mapToInt(seal -> seal.ranges().size()).max().orElse(0);
            long entries = 0;
            for (int partition = 0; partition < partitions; partition++) {
                long start = starts.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, 0L);
                RemovedRanges removed = new RemovedRanges(start, keptSince);
                List<Sealed> there = new ArrayList<>();
                for (Sealed sealed : rangesOf(seals, partition)) {
                    if (sealed.range().to() > end) {
                        findings.accept(new Finding(
                                Kind.ENTRIES_REMOVED, sealed.sequence(), sealed + ": the partition ends at " + end));
                    } else if (!removed.takes(sealed)) {
                        there.add(sealed);
                    }
                }
                removed.tell(findings);
                entries += there.isEmpty() ? 0 : compared(audit, partition, there, findings);
            }
            return entries;
        }
    }

    private static List<Sealed> rangesOf(List<Seal> seals, int partition) {
        return seals.stream()
                .filter(seal -> partition < seal.ranges().size())
                .map(seal -> new Sealed(seal.sequence(), seal.ranges().get(partition)))
                .filter(claim -> claim.range().from() < claim.range().to())
                .toList();
    }

    private static long compared(TopicReader audit, int partition, List<Sealed> ranges, Consumer<Finding> findings) {
        RangeComparison comparison = new RangeComparison(ranges, findings);
        long from = ranges.get(0).range().from();
        long to = ranges.get(ranges.size() - 1).range().to();
        try {
            audit.read(partition, from, to, entry -> {
                comparison.add(entry);
                return true;
            });
            comparison.finish();
        } catch (KafkaException failed) {
            if (!isCorruption(failed)) {
                throw failed;
            }
            comparison.breakOff(audit.reached(partition));
        }
        return comparison.entries();
    }

    /** A consumer says that a batch is invalid by a {@link KafkaException} of no closer kind. */
    private static boolean isCorruption(KafkaException failed) {
        return failed.getClass() == KafkaException.class
                || failed instanceof CorruptRecordException
                || failed.getCause() instanceof CorruptRecordException;
    }
}

package io.domicile.replicator.offset;

import io.domicile.kit.kafka.Answers;
import io.domicile.kit.topic.Topics;
import io.domicile.replicator.ledger.LedgerEntries;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.provenance.Origin;
import io.domicile.residency.DataClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Translates what one group has committed at a link's source and says why, changing nothing. Methods throw what Kafka's
 * clients throw. For one thread.
 */
public final class OffsetExplainer {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final Link link;
    private final Admin source;
    private final Admin target;
    private final Consumer<byte[], byte[]> mirrors;
    private final SyncEnds ends;
    private final Duration timeout;

    /**
     * @param mirrors reads committed records of the target and belongs to no group
     * @param timeout how long a question to either cluster may take
     */
    public OffsetExplainer(Link link, Admin source, Admin target, Consumer<byte[], byte[]> mirrors, Duration timeout) {
        this.link = link;
        this.source = source;
        this.target = target;
        this.mirrors = mirrors;
        this.timeout = timeout;
        this.ends = new SyncEnds(
                source,
                target,
                new GroupOffsets(source, timeout),
                new GroupOffsets(target, timeout),
                new LedgerEntries(target, link.ledgerGroup(), timeout),
                new GroupTranslator(target, mirrors, timeout),
                timeout);
    }

    /**
     * Explains every offset that the group has committed at the source.
     *
     * @param topics which of the source's topics to explain
     * @return in order; empty where the source knows no such group, or it has committed nothing there
     */
    public List<Explanation> explain(String group, Predicate<String> topics) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(ends.source().committed(Set.of(group)).getOrDefault(group, Map.of()));
        committed.keySet().removeIf(partition -> !topics.test(partition.topic()));
        Map<TopicPartition, OffsetAndMetadata> atTarget =
                ends.target().committed(Set.of(group)).getOrDefault(group, Map.of());
        Set<TopicPartition> copied =
                committed.keySet().stream().filter(this::isMirrored).collect(Collectors.toSet());
        Map<String, Origin> origins =
                ends.origins(copied.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<String, Uuid> ids = ends.mirrors(
                copied.stream().map(this::mirror).map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<TopicPartition, LedgerEntry> ledger =
                ends.ledger().read(copied.stream().map(this::mirror).toList());
        List<Explanation> explanations = new ArrayList<>();
        SortedMap<TopicPartition, OffsetAndMetadata> ordered = new TreeMap<>(ORDER);
        ordered.putAll(committed);
        ordered.forEach((partition, at) -> {
            long offset = at.offset();
            if (!copied.contains(partition)) {
                explanations.add(notMirrored(partition, offset));
                return;
            }
            TopicPartition mirror = mirror(partition);
            Optional<LedgerEntry> entry =
                    ids.containsKey(mirror.topic()) ? Optional.ofNullable(ledger.get(mirror)) : Optional.empty();
            explanations.add(explain(
                    partition,
                    offset,
                    Optional.ofNullable(origins.get(partition.topic())),
                    entry,
                    Optional.ofNullable(atTarget.get(mirror))));
        });
        return explanations;
    }

    private Explanation explain(
            TopicPartition partition,
            long offset,
            Optional<Origin> origin,
            Optional<LedgerEntry> ledger,
            Optional<OffsetAndMetadata> atTarget) {
        TopicPartition mirror = mirror(partition);
        Optional<KafkaMirrorLog> log = ledger.map(begun -> KafkaMirrorLog.open(target, mirrors, mirror, timeout));
        TranslatedOffset translated = origin.isEmpty()
                ? new TranslatedOffset.None(Untranslatable.OTHER_SOURCE)
                : log.map(open -> OffsetTranslator.translate(offset, ledger, origin.get(), open))
                        .orElse(new TranslatedOffset.None(Untranslatable.NOT_BEGUN));
        return new Explanation(
                partition,
                offset,
                origin.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sourceEnd(partition)),
                Optional.of(mirror),
                translated,
                ledger.map(entry -> OptionalLong.of(entry.position().offset())).orElseGet(OptionalLong::empty),
                log.map(open -> OptionalLong.of(open.end())).orElseGet(OptionalLong::empty),
                log.map(KafkaMirrorLog::reads).orElse(0),
                atTarget);
    }

    private static Explanation notMirrored(TopicPartition partition, long offset) {
        return new Explanation(
                partition,
                offset,
                OptionalLong.empty(),
                Optional.empty(),
                new TranslatedOffset.None(Untranslatable.NOT_MIRRORED),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty());
    }

    private long sourceEnd(TopicPartition partition) {
        ListOffsetsResult answer = source.listOffsets(
                Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        return Answers.await(answer.partitionResult(partition), timeout).offset();
    }

    private boolean isMirrored(TopicPartition partition) {
        return DataClass.replicated().stream().map(Topics::egress).anyMatch(partition.topic()::equals);
    }

    private TopicPartition mirror(TopicPartition partition) {
        return new TopicPartition(link.mirrorOf(partition.topic()), partition.partition());
    }
}

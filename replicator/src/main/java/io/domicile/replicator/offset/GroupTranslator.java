package io.domicile.replicator.offset;

import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.provenance.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Uuid;

/**
 * Translates offsets on one mirror after the other. What was found once stays true as long as both topics are the same, so a group that stands still costs no further reading. Confined to one thread.
 */
final class GroupTranslator {

    private static final int REMEMBERED = 10_000;

    private final Admin target;
    private final Consumer<byte[], byte[]> mirrors;
    private final Duration timeout;
    private final Map<Question, Long> found = new HashMap<>();

    GroupTranslator(Admin target, Consumer<byte[], byte[]> mirrors, Duration timeout) {
        this.target = target;
        this.mirrors = mirrors;
        this.timeout = timeout;
    }

    /**
     * As {@link OffsetTranslator#translate}, for some offsets of one lane.
     *
     * @param mirrorId of the mirror as it is now
     */
    Map<Long, TranslatedOffset> translate(
            LaneId lane, Iterable<Long> wanted, Optional<LedgerEntry> ledger, Origin source, Uuid mirrorId) {
        Map<Long, TranslatedOffset> translated = new HashMap<>();
        KafkaMirrorLog mirror = null;
        for (long offset : wanted) {
            Question question = new Question(lane, source, mirrorId, offset);
            Long known = found.get(question);
            if (known != null && ledger.isPresent() && ledger.get().origin().equals(source)) {
                translated.put(offset, new TranslatedOffset.Exact(known, false));
                continue;
            }
            if (mirror == null && ledger.isPresent()) {
                mirror = KafkaMirrorLog.open(target, mirrors, lane.mirror(), timeout);
            }
            TranslatedOffset answer = mirror == null
                    ? new TranslatedOffset.None(Untranslatable.NOT_BEGUN)
                    : OffsetTranslator.translate(offset, ledger, source, mirror);
            translated.put(offset, answer);
            if (answer instanceof TranslatedOffset.Exact exact && !exact.atEnd()) {
                remember(question, exact.target());
            }
        }
        return translated;
    }

    private void remember(Question question, long target) {
        if (found.size() >= REMEMBERED) {
            found.clear();
        }
        found.put(question, target);
    }

    private record Question(LaneId lane, Origin source, Uuid mirrorId, long wanted) {}
}

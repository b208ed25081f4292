package io.domicile.replicator.offset;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * Whether a group's offset at the target is to be changed.
 *
 * <ol>
 *   <li>It moves forward to where the group stands at the source.
 *   <li>It moves backwards only from an offset that the link itself has committed, and only where the group was rewound
 *       at the source since, or its topic there is another one.
 *   <li>What the group's own members have committed at the target is never taken back.
 * </ol>
 */
public final class SyncRules {

    private SyncRules() {}

    /** What to do. */
    public sealed interface Step {

        record Commit(OffsetAndMetadata offset) implements Step {}

        /** It is there already. */
        record Keep(OffsetAndMetadata offset) implements Step {}

        record Leave(SyncOutcome reason) implements Step {}
    }

    /**
     * Decides for one partition of a group without members at the target.
     *
     * @param wanted the group's offset at the source
     * @param source id of the source topic
     * @param present what the group has committed at the target
     */
    public static Step decide(
            String link, long wanted, Uuid source, TranslatedOffset translated, Optional<OffsetAndMetadata> present) {
        OptionalLong target = target(translated);
        if (target.isEmpty()) {
            return new Step.Leave(outcome(translated));
        }
        SyncNote note = new SyncNote(link, wanted, source, translated.precision());
        OffsetAndMetadata offset = new OffsetAndMetadata(target.getAsLong(), Optional.empty(), note.encode());
        if (present.isEmpty()) {
            return new Step.Commit(offset);
        }
        Optional<SyncNote> noted = SyncNote.read(present.get().metadata())
                .filter(ours -> ours.link().equals(link));
        long now = present.get().offset();
        if (noted.isPresent() && noted.get().equals(note) && now == offset.offset()) {
            return new Step.Keep(offset);
        }
        return offset.offset() >= now || isRewound(noted, note)
                ? new Step.Commit(offset)
                : new Step.Leave(SyncOutcome.AHEAD_AT_TARGET);
    }

    private static boolean isRewound(Optional<SyncNote> before, SyncNote now) {
        return before.isPresent()
                && (now.sourceOffset() < before.get().sourceOffset()
                        || !now.topicId().equals(before.get().topicId()));
    }

    /** Where to go on at the target, if anywhere. */
    static OptionalLong target(TranslatedOffset translated) {
        if (translated instanceof TranslatedOffset.Exact exact) {
            return OptionalLong.of(exact.target());
        }
        return translated instanceof TranslatedOffset.Early early
                ? OptionalLong.of(early.target())
                : OptionalLong.empty();
    }

    /** What a translation is where nothing else is in the way. */
    static SyncOutcome outcome(TranslatedOffset translated) {
        if (translated instanceof TranslatedOffset.None none) {
            return SyncOutcome.of(none.reason());
        }
        return translated instanceof TranslatedOffset.Exact ? SyncOutcome.EXACT : SyncOutcome.EARLY;
    }
}

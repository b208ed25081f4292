package io.domicile.cli.offset;

import io.domicile.replicator.offset.Explanation;
import io.domicile.replicator.offset.SyncNote;
import io.domicile.replicator.offset.TranslatedOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Explanations as lines.
 *
 * @param link {@code source->target}
 */
record ExplanationText(String link) {

    String line(Explanation explanation) {
        String from = explanation.source() + " " + explanation.committed() + " -> ";
        TranslatedOffset translated = explanation.translated();
        if (translated instanceof TranslatedOffset.None none) {
            return from + "none (" + none.reason().code() + ")";
        }
        long at = translated instanceof TranslatedOffset.Exact exact
                ? exact.target()
                : ((TranslatedOffset.Early) translated).target();
        return from + explanation.mirror().map(Object::toString).orElse("") + " " + at + " " + translated.precision();
    }

    List<String> details(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(reason(explanation.translated()));
        if (explanation.mirror().isEmpty()) {
            return lines;
        }
        lines.add("source: group at " + explanation.committed() + ", end at " + known(explanation.sourceEnd()));
        lines.add("link: copied up to " + known(explanation.ledger()) + "; mirror's end at "
                + known(explanation.mirrorEnd()) + "; found in " + explanation.reads() + " reads");
        lines.add("target: " + committed(explanation.atTarget()));
        return lines;
    }

    private static String reason(TranslatedOffset translated) {
        if (translated instanceof TranslatedOffset.Exact exact) {
            return exact.atEnd()
                    ? "the mirror holds nothing that the group has not read: it goes on at the end"
                    : "the first record of the mirror that the group has not read; none is read twice";
        }
        if (translated instanceof TranslatedOffset.Early) {
            return "the group has read what the link has yet to copy: that will be read again";
        }
        return switch (((TranslatedOffset.None) translated).reason()) {
            case NOT_MIRRORED -> "the topic stays in its region; read egress.<class> to be able to go on at a standby";
            case NOT_BEGUN -> "the link has not begun to mirror the partition";
            case OTHER_SOURCE -> "the source's topic is not the one that the mirror was copied from";
        };
    }

    private String committed(Optional<OffsetAndMetadata> atTarget) {
        if (atTarget.isEmpty()) {
            return "the group has committed nothing";
        }
        long offset = atTarget.get().offset();
        return SyncNote.read(atTarget.get().metadata())
                .filter(note -> note.link().equals(link))
                .map(note -> "group at " + offset + ", committed by the link from the source's " + note.sourceOffset()
                        + " (" + note.precision() + ")")
                .orElse("group at " + offset + ", not committed by this link");
    }

    private static String known(OptionalLong offset) {
        return offset.isPresent() ? Long.toString(offset.getAsLong()) : "unknown";
    }
}

package io.domicile.replicator.offset;

import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.provenance.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Translates a source offset to the offset of the first record of the mirror that comes from it or from behind it.
 *
 * <ol>
 *   <li>Every record of a mirror says in its provenance from which source offset it comes, and was written in one
 *       transaction with it. What the mirror says is therefore true after any crash, and there is no second table that
 *       could disagree with it or be lost.
 *   <li>A lane copies in order, so along a mirror the source offsets only grow: a binary search finds the record.
 *       Transaction markers, aborted and refused records and holes of compaction, on either side, only move it.
 *   <li>Between two breaks both offsets grow by one, so the search guesses by the distance from the nearest record it
 *       has seen, and halves only where the guess was wrong: mostly one to three reads.
 *   <li>Where a lane was made to copy offsets again, several records are right answers; any of them leaves out nothing.
 * </ol>
 */
public final class OffsetTranslator {

    /** By how much a guess is too low: then one page mostly holds the wanted record and the one before it. */
    private static final long LEEWAY = 8;

    private OffsetTranslator() {}

    /**
     * Translates one offset.
     *
     * @param wanted the next source offset that the group has yet to read
     * @param ledger of the lane, read before {@code mirror} was opened; empty where the link has not begun
     * @param source what the source topic is now
     * @throws org.apache.kafka.common.KafkaException if the mirror cannot be read
     */
    public static TranslatedOffset translate(
            long wanted, Optional<LedgerEntry> ledger, Origin source, MirrorLog mirror) {
        if (ledger.isEmpty()) {
            return new TranslatedOffset.None(Untranslatable.NOT_BEGUN);
        }
        if (!ledger.get().origin().equals(source)) {
            return new TranslatedOffset.None(Untranslatable.OTHER_SOURCE);
        }
        long position = ledger.get().position().offset();
        Landmark found = new Search(wanted, source, mirror).from(position);
        if (found != null) {
            return new TranslatedOffset.Exact(found.target(), false);
        }
        // What lies before the ledger's position was written before the mirror was opened, though its transaction may
        // not be over in this partition yet
        return wanted <= position && mirror.isComplete()
                ? new TranslatedOffset.Exact(mirror.end(), true)
                : new TranslatedOffset.Early(mirror.end());
    }

    /** Everything before {@code low} is behind the group; from {@code high} on, nothing is. */
    private static final class Search {

        private final long wanted;
        private final Origin source;
        private final MirrorLog mirror;
        private long low;
        private long high;
        private @Nullable Landmark first;

        private Search(long wanted, Origin source, MirrorLog mirror) {
            this.wanted = wanted;
            this.source = source;
            this.mirror = mirror;
            this.low = mirror.start();
            this.high = mirror.end();
        }

        @Nullable
        Landmark from(long position) {
            long guess = high - (position - wanted);
            for (int read = 0; low < high; read++) {
                boolean halve = read % 2 == 1;
                long middle = halve ? low + (high - low) / 2 : Math.max(low, Math.min(guess - LEEWAY, high - 1));
                guess = look(middle);
            }
            return first;
        }

        /** Looks from an offset on; where the wanted record would be if nothing broke the run. */
        private long look(long middle) {
            MirrorLog.Page page = mirror.read(middle, high);
            List<Landmark> seen = page.landmarks();
            if (seen.isEmpty()) {
                high = middle;
                return middle - 1;
            }
            Landmark foremost = seen.get(0);
            if (!foremost.isBefore(wanted, source)) {
                first = foremost;
                high = middle;
                return foremost.target() - (foremost.provenance().offset() - wanted);
            }
            for (Landmark landmark : seen) {
                if (!landmark.isBefore(wanted, source)) {
                    // The one before it is behind the group, and both were seen in one piece
                    first = landmark;
                    low = high;
                    return landmark.target();
                }
            }
            low = page.next();
            Landmark last = seen.get(seen.size() - 1);
            return last.provenance().origin().equals(source)
                    ? last.target() + (wanted - last.provenance().offset())
                    : low;
        }
    }
}

package io.domicile.kit.seal;

import io.domicile.kit.seal.Finding.Kind;
import io.domicile.kit.seal.RangeComparison.Sealed;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sealed ranges of one partition that its beginning has left behind, told as one. One thread. */
final class RemovedRanges {

    private final long start;
    private final OptionalLong keptSince;
    private final Told expired = new Told();
    private final Told early = new Told();

    /**
     * @param start offset at which the partition begins now
     * @param keptSince entries from this time on, in milliseconds, cannot have been removed by the topic's retention;
     *     empty where it keeps everything
     */
    RemovedRanges(long start, OptionalLong keptSince) {
        this.start = start;
        this.keptSince = keptSince;
    }

    /** Whether the range is gone, at least in part. */
    boolean takes(Sealed sealed) {
        SealedRange range = sealed.range();
        if (range.from() >= start) {
            return false;
        }
        if (range.count() > 0) {
            boolean isEarly = keptSince.isEmpty() || range.newest() >= keptSince.getAsLong();
            (isEarly ? early : expired).add(sealed);
        }
        return true;
    }

    void tell(Consumer<Finding> findings) {
        expired.tell(Kind.NO_LONGER_THERE, "removed by retention", findings);
        early.tell(
                Kind.REMOVED_EARLY,
                "removed from the topic's beginning though younger than its retention now: records were deleted, or"
                        + " kept for a shorter time then",
                findings);
    }

    private final class Told {

        private @Nullable Sealed first;
        private @Nullable Sealed last;
        private long entries;

        void add(Sealed sealed) {
            first = first == null ? sealed : first;
            last = sealed;
            entries += sealed.range().count();
        }

        void tell(Kind kind, String why, Consumer<Finding> findings) {
            if (first == null || last == null) {
                return;
            }
            boolean isPartly = last.range().to() > start;
            findings.accept(new Finding(
                    kind,
                    first.sequence(),
                    "seals " + first.sequence() + " to " + last.sequence() + ", partition "
                            + first.range().partition() + ", offsets "
                            + first.range().from() + " to "
                            + last.range().to() + ": " + entries + " entries " + why
                            + (isPartly
                                    ? "; the last seal's only in part, what is left of them is not verified"
                                    : "")));
        }
    }
}

package io.domicile.replicator.reconcile;

/**
 * What a comparison of one partition with its mirror found, in keys.
 *
 * @param sourceKeys with a value at the source
 * @param mirrorKeys with a value on the mirror
 * @param missing with a value on the mirror that the source has deleted: a tombstone is missing
 * @param stale with another value on the mirror than the source's newest
 * @param absent with an allowed value at the source and none on the mirror
 * @param foreign whose newest record on the mirror is no copy of this source
 * @param unexplained with a value on the mirror and nothing at a source of which that does not say that the key was
 *     deleted: it also deletes by age, or was created again since
 */
public record Findings(
        long sourceKeys, long mirrorKeys, long missing, long stale, long absent, long foreign, long unexplained) {

    public static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, 0);

    public Findings plus(Findings other) {
        return new Findings(
                sourceKeys + other.sourceKeys,
                mirrorKeys + other.mirrorKeys,
                missing + other.missing,
                stale + other.stale,
                absent + other.absent,
                foreign + other.foreign,
                unexplained + other.unexplained);
    }

    /** How many keys are not as they should be; one may be wrong in two ways. */
    public long problems() {
        return missing + stale + absent + foreign + unexplained;
    }
}

package io.domicile.replicator.lane;

import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.link.LinkAnswer.SkipReason;
import java.util.EnumMap;
import java.util.Map;

/** What one transaction did, to be counted only once it is committed. Confined to one thread. */
public final class Tally {

    private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
    private final Map<RefuseReason, Integer> refused = new EnumMap<>(RefuseReason.class);
    private int copied;
    private int droppedFields;
    private int droppedHeaders;

    void send(int fields, int headers) {
        copied++;
        droppedFields += fields;
        droppedHeaders += headers;
    }

    void skip(SkipReason reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    void refuse(RefuseReason reason) {
        refused.merge(reason, 1, Integer::sum);
    }

    public int copied() {
        return copied;
    }

    public int droppedFields() {
        return droppedFields;
    }

    public int droppedHeaders() {
        return droppedHeaders;
    }

    public Map<SkipReason, Integer> skipped() {
        return Map.copyOf(skipped);
    }

    public Map<RefuseReason, Integer> refused() {
        return Map.copyOf(refused);
    }
}

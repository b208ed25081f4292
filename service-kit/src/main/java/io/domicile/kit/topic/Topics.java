package io.domicile.kit.topic;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.List;

/** The names of all topics. A mirrored topic is {@code <source>.<topic>}, MirrorMaker 2's default. */
public final class Topics {

    public static final String POLICY = "residency.policy";
    public static final String ACKS = "residency.acks";
    public static final String AUDIT = "residency.audit";
    public static final String AUDIT_SEALS = "residency.audit.seals";
    public static final String QUARANTINE = "residency.quarantine";
    public static final String DEAD_LETTER = "ingress.dead-letter";

    /** What MirrorMaker's heartbeat connector writes in the region it runs in; links write it for its clients. */
    public static final String HEARTBEATS = "heartbeats";

    private Topics() {}

    public static String ingress(DataClass dataClass) {
        return "ingress." + dataClass.id();
    }

    public static String home(DataClass dataClass) {
        return "home." + dataClass.id();
    }

    /** @throws IllegalArgumentException if the class is regional: it has no egress topic */
    public static String egress(DataClass dataClass) {
        if (!dataClass.isReplicated()) {
            throw new IllegalArgumentException("class '" + dataClass.id() + "' is regional and has no egress topic");
        }
        return "egress." + dataClass.id();
    }

    public static String forward(RegionId to) {
        return "forward." + to.value();
    }

    public static String mirror(RegionId source, String topic) {
        return source.value() + '.' + topic;
    }

    /** What a link writes at its target for MirrorMaker's clients: one heartbeat topic of both, and offsets of groups. */
    public static List<String> ofMirrorMaker(RegionId source) {
        return List.of(HEARTBEATS, mirror(source, HEARTBEATS), checkpoints(source));
    }

    /** Where groups of the source stand at the target, as MirrorMaker tells it. */
    public static String checkpoints(RegionId source) {
        return mirror(source, "checkpoints.internal");
    }
}

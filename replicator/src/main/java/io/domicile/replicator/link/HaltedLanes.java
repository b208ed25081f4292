package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.LaneState;
import io.domicile.replicator.topic.TopicFacts;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether lanes that have halted may go on: at every survey each one's ledger entry is read, and where a person has
 * let it go on, a new lane takes its place. Confined to the worker's thread.
 */
final class HaltedLanes {

    private static final Logger LOG = LoggerFactory.getLogger(HaltedLanes.class);

    private final Link link;
    private final LaneBoard board;
    private final Crew crew;
    private final LaneTools tools;
    private final Set<LaneId> asked = new HashSet<>();

    HaltedLanes(Link link, LaneBoard board, Crew crew, LaneTools tools) {
        this.link = link;
        this.board = board;
        this.crew = crew;
        this.tools = tools;
    }

    /** Acts on a survey's facts about a lane's topic. */
    void heed(LaneSlot slot, TopicFacts facts) {
        if (isDecidedByAPerson(slot) && facts instanceof TopicFacts.Mirrored mirrored && asked.add(slot.id())) {
            Origin now = mirrored.origin();
            crew.ask(() -> slot.lane.isResumed(now), isResumed -> {
                asked.remove(slot.id());
                if (isResumed && isDecidedByAPerson(slot)) {
                    reopen(slot, now);
                }
            });
        }
    }

    private static boolean isDecidedByAPerson(LaneSlot slot) {
        return !slot.released
                && !slot.busy
                && slot.state instanceof LaneState.Halted halted
                && !halted.reason().isLiftedByRepair();
    }

    private void reopen(LaneSlot slot, Origin now) {
        LOG.atWarn()
                .addKeyValue(LogKeys.LINK, link.label())
                .addKeyValue(LogKeys.TOPIC, slot.id().topic().source())
                .addKeyValue(LogKeys.PARTITION, slot.id().partition())
                .addKeyValue(LogKeys.REASON, slot.state.reasonCode())
                .log("a halted lane was resumed and opens again");
        board.release(Set.of(slot.id().source()), true);
        board.adopt(new Lane(slot.id(), now, tools));
    }
}

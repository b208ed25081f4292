package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.ledger.LedgerEntries;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.state.LaneState;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.TopicFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what a person says by {@code domicile replicator resume}: at every survey the ledger of all lanes is read, and
 * where it says of a lane what the lane does not know, a new lane takes its place. Most such lanes have halted. Confined
 * to the worker's thread.
 */
final class ResumedLanes {

    private static final Logger LOG = LoggerFactory.getLogger(ResumedLanes.class);

    private final Link link;
    private final LaneBoard board;
    private final Crew crew;
    private final LaneTools tools;
    private final LedgerEntries ledger;
    private final Proofs proofs;
    private boolean asked;

    ResumedLanes(Link link, LaneBoard board, Crew crew, LaneTools tools, LedgerEntries ledger, Proofs proofs) {
        this.link = link;
        this.board = board;
        this.crew = crew;
        this.tools = tools;
        this.ledger = ledger;
        this.proofs = proofs;
    }

    /** Looks, unless it is looking. */
    void look(Function<MirroredTopic, TopicFacts> facts) {
        if (!asked) {
            asked = true;
            Set<TopicPartition> mirrors =
                    board.slots().stream().map(slot -> slot.id().mirror()).collect(Collectors.toSet());
            crew.ask(() -> read(mirrors), entries -> {
                asked = false;
                board.slots().forEach(slot -> heed(slot, facts.apply(slot.id().topic()), entries));
            });
        }
    }

    private Map<TopicPartition, LedgerEntry> read(Set<TopicPartition> mirrors) {
        try {
            return ledger.read(mirrors);
        } catch (KafkaException failure) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("the ledger could not be read");
            return Map.of();
        }
    }

    private void heed(LaneSlot slot, TopicFacts facts, Map<TopicPartition, LedgerEntry> entries) {
        if (!isLiftedByAPerson(slot) || !(facts instanceof TopicFacts.Mirrored mirrored)) {
            return;
        }
        Optional<LedgerEntry> entry = Optional.ofNullable(entries.get(slot.id().mirror()));
        if (entry.isPresent() && slot.lane.isResumedBy(entry.get(), mirrored.origin())) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.TOPIC, slot.id().topic().source())
                    .addKeyValue(LogKeys.PARTITION, slot.id().partition())
                    .addKeyValue(LogKeys.STATE, slot.state.kind())
                    .addKeyValue(LogKeys.REASON, slot.state.reasonCode())
                    .log("a lane was resumed and opens again");
            proofs.forget(slot.id());
            board.release(Set.of(slot.id().source()), true);
            board.adopt(new Lane(slot.id(), mirrored.origin(), tools));
        }
    }

    /** What is at work may know more than was read; it is looked at again. */
    private static boolean isLiftedByAPerson(LaneSlot slot) {
        if (slot.released || slot.busy) {
            return false;
        }
        return slot.state instanceof LaneState.Halted halted
                ? !halted.reason().isLiftedByRepair()
                : slot.state instanceof LaneState.Running && slot.isIdle();
    }
}

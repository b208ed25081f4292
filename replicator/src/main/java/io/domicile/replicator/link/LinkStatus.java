package io.domicile.replicator.link;

import io.domicile.replicator.state.LaneState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a link is at one moment.
 *
 * @param problems why it is not doing all of its work, one constant text each
 * @param halted how many lanes stand still until a person acts
 */
public record LinkStatus(List<String> problems, int halted) {

    public LinkStatus {
        problems = List.copyOf(problems);
    }

    static LinkStatus of(Survey survey, boolean joined, Collection<LaneSlot> slots, List<String> words) {
        List<String> problems = new ArrayList<>();
        survey.problem().ifPresent(problems::add);
        if (!joined) {
            problems.add("ledger group not joined");
        }
        survey.missing().forEach(topic -> problems.add("source topic missing: " + topic));
        survey.unfit().forEach(reason -> problems.add("mirror unfit: " + reason));
        problems.addAll(words);
        Set<String> lanes = new TreeSet<>();
        int halted = 0;
        for (LaneSlot slot : slots) {
            if (slot.state instanceof LaneState.Halted halt) {
                halted++;
                lanes.add("lane halted: " + halt.reason().code());
            } else if (slot.state instanceof LaneState.Waiting waiting
                    && waiting.reason().isFault()) {
                lanes.add("lane waits: " + waiting.reason().code());
            }
        }
        problems.addAll(lanes);
        return new LinkStatus(problems, halted);
    }
}

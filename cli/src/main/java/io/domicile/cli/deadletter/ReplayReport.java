package io.domicile.cli.deadletter;

import io.domicile.bridge.replay.ReplayResult;
import io.domicile.bridge.replay.ReplayState;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints the results of a replay as they come, and how many there were of each state in the end. */
final class ReplayReport implements Consumer<ReplayResult> {

    private final PrintWriter out;
    private final boolean wasNamed;
    private final Map<ReplayState, Long> counts = new EnumMap<>(ReplayState.class);

    /** @param wasNamed whether somebody asked for each by its position; otherwise those replayed before are only counted */
    ReplayReport(PrintWriter out, boolean wasNamed) {
        this.out = out;
        this.wasNamed = wasNamed;
    }

    @Override
    public void accept(ReplayResult result) {
        counts.merge(result.state(), 1L, Long::sum);
        if (wasNamed || result.state() != ReplayState.ALREADY_REPLAYED) {
            out.println((result.position() + " " + result.state().code() + " " + result.detail()).strip());
            out.flush();
        }
    }

    void summary(boolean dryRun) {
        String all = counts.entrySet().stream()
                .map(count -> count.getKey().code() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
        out.println((dryRun ? "dry run, nothing written: " : "in all: ") + (all.isEmpty() ? "none" : all));
        out.flush();
    }

    boolean isAllDone() {
        return counts.keySet().stream().allMatch(ReplayState::isDone);
    }
}

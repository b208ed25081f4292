package io.domicile.cli.quarantine;

import io.domicile.kit.quarantine.ReleaseResult;
import io.domicile.kit.quarantine.ReleaseState;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints the results of a release as they come, and how many there were of each state in the end. */
final class ReleaseReport implements Consumer<ReleaseResult> {

    private static final Map<ReleaseState, String> ADVICE = Map.of(
            ReleaseState.CLASS_UNKNOWN, "say --class",
            ReleaseState.NEEDS_BRIDGE, "say --bridge-config",
            ReleaseState.TOO_OLD, "say --new-time");

    private final PrintWriter out;
    private final boolean wasNamed;
    private final Map<ReleaseState, Long> counts = new EnumMap<>(ReleaseState.class);

    /** @param wasNamed whether somebody asked for each by its position; otherwise those released before are only counted */
    ReleaseReport(PrintWriter out, boolean wasNamed) {
        this.out = out;
        this.wasNamed = wasNamed;
    }

    @Override
    public void accept(ReleaseResult result) {
        counts.merge(result.state(), 1L, Long::sum);
        if (wasNamed || result.state() != ReleaseState.ALREADY_RELEASED) {
            String detail = ADVICE.getOrDefault(result.state(), result.detail());
            out.println((result.position() + " " + result.state().code() + " " + detail).strip());
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
        return counts.keySet().stream().allMatch(ReleaseState::isDone);
    }
}

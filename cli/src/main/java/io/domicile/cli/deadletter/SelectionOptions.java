package io.domicile.cli.deadletter;

import io.domicile.bridge.replay.ReplaySelection;
import io.domicile.cli.UsageException;
import io.domicile.kit.setaside.SetAsidePosition;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are replayed: one of three ways to say it. */
final class SelectionOptions {

    @Option(
            names = "--at",
            required = true,
            paramLabel = "<partition:offset>",
            description = "The one at this position, as 'dead-letter list' shows it. May be given several times.")
    private List<String> at = List.of();

    @Option(names = "--reason", required = true, paramLabel = "<code>", description = "All with this reason.")
    private @Nullable String reason;

    @Option(names = "--all", required = true, description = "All there are.")
    private boolean all;

    /** @throws UsageException if a position or the reason cannot be one */
    ReplaySelection selection() {
        if (all) {
            return new ReplaySelection.All();
        }
        if (reason != null) {
            return new ReplaySelection.Reason(BridgeOptions.knownReason(reason));
        }
        SortedSet<SetAsidePosition> positions = new TreeSet<>();
        for (String text : at) {
            positions.add(SetAsidePosition.parse(text)
                    .orElseThrow(() -> new UsageException("--at: '" + text + "' is not <partition>:<offset>")));
        }
        return new ReplaySelection.At(positions);
    }
}

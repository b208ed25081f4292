package io.domicile.demo.verdict;

import io.domicile.demo.cast.Marks;
import io.domicile.demo.load.Fleet;
import io.domicile.demo.load.Platform;
import io.domicile.demo.world.LagProbe;
import io.domicile.demo.world.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the regions and judges. */
public final class Verdicts {

    private Verdicts() {}

    public static Verdict of(Regions regions, Fleet fleet, Platform platform, Marks marks, LagProbe lag)
            throws InterruptedException, IOException {
        Evidence evidence = Evidence.gather(fleet, platform, regions);
        List<Line> lines = new ArrayList<>();
        lines.addAll(TelemetryLines.of(evidence));
        lines.addAll(MirrorLines.of(evidence));
        lines.addAll(BlockLines.of(evidence));
        lines.addAll(LeakCheck.of(regions, marks));
        lines.add(LagLine.of(lag));
        return new Verdict(lines);
    }
}

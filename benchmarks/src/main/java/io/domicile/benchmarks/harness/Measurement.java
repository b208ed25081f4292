package io.domicile.benchmarks.harness;

import io.domicile.benchmarks.harness.report.Comparison;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A whole measurement, which a command runs once. */
public interface Measurement {

    /**
     * @param home the folder of the {@code domicile} command
     * @param work where logs and configurations go
     * @param progress told what is going on, line by line
     */
    List<Comparison> run(Path home, Path work, Consumer<String> progress) throws InterruptedException;

    /** The report of what {@link #run} returned. */
    String report(List<Comparison> comparisons, Path home);
}

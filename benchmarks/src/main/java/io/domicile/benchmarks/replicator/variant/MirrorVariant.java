package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.report.Role;

/** One of the programs that are measured side by side. All mirror the same topic from its beginning. */
public interface MirrorVariant {

    Role role();

    /** The topic on the target that it writes; it is there, and empty, when the program starts. */
    String output(MirrorTrial trial);

    /** Starts it anew. It may not have begun to read yet. */
    ChildProcess start(MirrorTrial trial);

    /** Whether it keeps the positions of consumer groups current on the target. */
    boolean translatesOffsets();
}

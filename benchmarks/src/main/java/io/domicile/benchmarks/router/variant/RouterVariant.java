package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;

/** One of the programs that are measured side by side. All read the same topic from its beginning. */
public interface RouterVariant {

    /** What all read. */
    String INPUT = Topics.ingress(DataClass.TELEMETRY);

    Role role();

    /** What it writes. */
    String output();

    /** Starts it anew. It may not have begun to read yet. */
    ChildProcess start(Trial trial);
}

package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.measure.Destination;

/** A variant's process and where its messages arrive. */
public record RunningVariant(ChildProcess process, Destination destination) implements AutoCloseable {

    @Override
    public void close() {
        try {
            destination.close();
        } finally {
            process.close();
        }
    }
}

package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.child.ChildProcess;

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

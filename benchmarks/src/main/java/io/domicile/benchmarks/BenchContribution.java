package io.domicile.benchmarks;

import io.domicile.cli.CommandContribution;

/** Adds {@code bench} to the {@code domicile} command. */
public final class BenchContribution implements CommandContribution {

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchCommand();
    }
}

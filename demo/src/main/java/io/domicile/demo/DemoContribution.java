package io.domicile.demo;

import io.domicile.cli.CommandContribution;

/** Adds {@code demo} to the {@code domicile} command. */
public final class DemoContribution implements CommandContribution {

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Object command() {
        return new DemoCommand();
    }
}

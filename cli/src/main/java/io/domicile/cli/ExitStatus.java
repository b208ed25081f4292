package io.domicile.cli;

/** Exit statuses of every command. */
public final class ExitStatus {

    public static final int SUCCESS = 0;

    /** Something was found, or did not work. */
    public static final int FAILURE = 1;

    /** Options, files or configuration that cannot be used; nothing was done. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}

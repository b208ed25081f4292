package io.domicile.cli;

/**
 * A subcommand of {@code domicile} from another module, found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementations have a public constructor without parameters that does no work.
 */
public interface CommandContribution {

    /** The subcommand's name, such as {@code demo}. */
    String name();

    /** An object with picocli's annotations; its exit status is that of the process. */
    Object command();
}

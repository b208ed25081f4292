package io.domicile.testkit.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line whose program ends when the JVM that started it is gone, however that ended.
 *
 * <p>Works where there is {@code /bin/sh}; elsewhere the command stays as it is.
 */
public final class WatchedCommand {

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Becomes the program itself ({@code exec} keeps the process id) and leaves a watcher behind that ends it when the
     * pipe on descriptor 3 closes, that is, when the JVM that started it is gone. The watcher makes sure that the process
     * id is still the program's.
     */
    private static final String BECOME_AND_WATCH = "marker=$1; shift; exec 3<&0 </dev/null; "
            + "( read -r unused <&3; "
            + "  if [ -r /proc/$$/cmdline ]; then grep -qF -e \"$marker\" /proc/$$/cmdline && kill -9 $$; "
            + "  else ps -o command= -p $$ | grep -qF -e \"$marker\" && kill -9 $$; fi ) & "
            + "exec 3<&-; exec \"$@\"";

    private WatchedCommand() {}

    /**
     * The command with its watcher. Whoever starts it leaves the process's standard input alone.
     *
     * @param marker a text in the command's arguments by which its process is told from others
     */
    public static List<String> of(String marker, List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return List.copyOf(command);
        }
        List<String> watched = new ArrayList<>(List.of(SHELL.toString(), "-c", BECOME_AND_WATCH, "watched", marker));
        watched.addAll(command);
        return watched;
    }
}

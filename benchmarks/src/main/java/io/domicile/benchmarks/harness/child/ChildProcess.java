package io.domicile.benchmarks.harness.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running child process. Its standard input stays open as long as this one lives, and it is ended with it. One thread.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final Thread endWithThisJvm;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.endWithThisJvm = new Thread(process::destroyForcibly, "end-" + name);
    }

    /** A process that is asked and answers line by line on its standard streams; its errors go to the log. */
    public static ChildProcess talking(String name, List<String> command, Path log) {
        return start(name, new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())), log);
    }

    /** A process whose output all goes to the log. */
    public static ChildProcess silent(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return start(name, builder, log);
    }

    /** Sends a line and returns the line that answers it. */
    public String ask(String question) {
        questions.println(question);
        return answer();
    }

    /** The next line of its standard output. */
    public String answer() {
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(name + " has ended; its errors are in " + log);
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public ProcessStatus status() {
        return new ProcessStatus(process.pid());
    }

    /** @throws IllegalStateException if it has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with status " + process.exitValue() + "; its output is in " + log);
        }
    }

    /** Ends it as SIGTERM does, or by force where that takes longer than half a minute. */
    @Override
    public void close() {
        // Not by the process itself: that would close its input too, which some take for our end
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            questions.close();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already and does what this method did
        }
    }

    /** Ends it as SIGKILL does. */
    public void kill() {
        process.toHandle().destroyForcibly();
        close();
    }

    private static ChildProcess start(String name, ProcessBuilder builder, Path log) {
        try {
            ChildProcess child = new ChildProcess(name, builder.start(), log);
            Runtime.getRuntime().addShutdownHook(child.endWithThisJvm);
            return child;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

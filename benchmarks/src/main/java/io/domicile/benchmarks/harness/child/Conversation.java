package io.domicile.benchmarks.harness.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The child's side of {@link ChildProcess#talking}. */
public final class Conversation {

    private Conversation() {}

    /**
     * Says the first line, then answers each line with one, and returns when the parent has closed its side or has gone.
     */
    public static void hold(String first, UnaryOperator<String> answer) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Whatever else this process prints must not look like an answer
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(first);
        for (String question = in.readLine(); question != null; question = in.readLine()) {
            out.println(answer.apply(question));
        }
    }
}

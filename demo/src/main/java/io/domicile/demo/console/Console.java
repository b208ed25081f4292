package io.domicile.demo.console;

import java.io.PrintWriter;

/** Where the demo writes for a person: whole lines, and on a terminal one line that changes in place. */
public final class Console {

    private final PrintWriter out;
    private final boolean isTerminal;
    private int transientLength;

    public Console(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    public void line(String text) {
        clearTransient();
        out.println(text);
        out.flush();
    }

    /** A line that the next one replaces; a line like any other where there is no terminal. */
    public void progress(String text) {
        if (!isTerminal) {
            line(text);
            return;
        }
        out.print('\r' + text + " ".repeat(Math.max(0, transientLength - text.length())));
        out.flush();
        transientLength = text.length();
    }

    private void clearTransient() {
        if (transientLength > 0) {
            out.print('\r' + " ".repeat(transientLength) + '\r');
            transientLength = 0;
        }
    }
}

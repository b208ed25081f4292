package io.domicile.demo.verdict;

import java.util.List;

/** What the demo proved, line by line. It holds only if there is a line and every line holds. */
public record Verdict(List<Line> lines) {

    public Verdict {
        lines = List.copyOf(lines);
    }

    public boolean holds() {
        return !lines.isEmpty() && failures() == 0;
    }

    public long failures() {
        return lines.stream().filter(line -> !line.holds()).count();
    }
}

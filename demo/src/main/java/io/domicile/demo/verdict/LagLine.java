package io.domicile.demo.verdict;

import io.domicile.demo.world.LagProbe;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether every link has reached the end of its source. */
final class LagLine {

    private LagLine() {}

    static Line of(LagProbe probe) throws InterruptedException {
        Map<String, Long> lags = probe.records();
        String behind = lags.entrySet().stream()
                .filter(lag -> lag.getValue() > 0)
                .map(lag -> lag.getKey() + " is " + lag.getValue() + " behind")
                .collect(Collectors.joining(", "));
        return new Line(
                "lag: links in sync",
                Integer.toString(lags.size()),
                behind.isEmpty() ? Integer.toString(lags.size()) : behind,
                behind.isEmpty());
    }
}

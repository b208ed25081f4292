package io.domicile.replicator.lag;

import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lag of several partitions as one: that of the worst of them. What one of them does not know, the whole does not
 * know.
 *
 * @param records the sum; empty where one partition's is not known
 * @param lag the longest; empty where one partition's is not known
 * @param sinceProvenInSync since all of them were proven in sync, at most; empty where one never was
 * @param exposure as {@link LagReading#exposure()}, the longest
 * @param status the worst, with the reason of the one that lags most
 */
public record LagSummary(
        OptionalLong records,
        Optional<Duration> lag,
        Optional<Duration> sinceProvenInSync,
        Duration exposure,
        LagStatus status) {

    private static final Comparator<LagReading> WORST = Comparator.<LagReading, Kind>comparing(
                    reading -> reading.status().kind())
            .thenComparing(LagReading::exposure);

    private static final LagStatus TOPICS_UNKNOWN = new LagStatus(Kind.STALLED, LagStatus.TOPICS_UNKNOWN);

    /**
     * @param unlistedFor how long the source has not said which partitions there are; zero where it has just said so,
     *     empty where it never did. Of a partition not known yet nothing older can be waiting
     */
    static LagSummary of(Collection<LagReading> readings, Optional<Duration> unlistedFor) {
        boolean isAll = unlistedFor.filter(Duration::isZero).isPresent() && !readings.isEmpty();
        LagStatus status = readings.stream().max(WORST).map(LagReading::status).orElse(TOPICS_UNKNOWN);
        return new LagSummary(
                isAll ? sum(readings) : OptionalLong.empty(),
                longest(readings, LagReading::lag, unlistedFor),
                longest(readings, LagReading::sinceProvenInSync, unlistedFor),
                Stream.concat(readings.stream().map(LagReading::exposure), unlistedFor.stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                isAll || status.kind().compareTo(Kind.STALLED) >= 0 ? status : TOPICS_UNKNOWN);
    }

    private static OptionalLong sum(Collection<LagReading> readings) {
        return readings.stream().anyMatch(reading -> reading.records().isEmpty())
                ? OptionalLong.empty()
                : OptionalLong.of(readings.stream()
                        .mapToLong(reading -> reading.records().orElse(0))
                        .sum());
    }

    private static Optional<Duration> longest(
            Collection<LagReading> readings,
            Function<LagReading, Optional<Duration>> time,
            Optional<Duration> unlistedFor) {
        List<Optional<Duration>> times = readings.stream().map(time).toList();
        return times.isEmpty() || times.contains(Optional.<Duration>empty()) || unlistedFor.isEmpty()
                ? Optional.empty()
                : Stream.concat(times.stream().flatMap(Optional::stream), unlistedFor.stream())
                        .max(Comparator.naturalOrder());
    }
}

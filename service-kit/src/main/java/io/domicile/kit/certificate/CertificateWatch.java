package io.domicile.kit.certificate;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.metrics.Labels;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures when certificates expire, at its start and again and again, on a daemon thread of its own: of each kind the
 * first that does, of those that could be read. A kind of which none could be read has no value. Nothing else depends on it.
 */
public final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final double MILLIS = 1000.0;

    private final Map<String, List<CertificateSource>> sources;
    private final Duration interval;
    private final RegionId region;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<String, Optional<Instant>> expiries = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService thread;

    CertificateWatch(
            Map<String, List<CertificateSource>> sources,
            ServiceContext context,
            RegionId region,
            String link,
            Duration interval) {
        this.sources = copy(sources);
        this.interval = interval;
        this.region = region;
        this.clock = context.clock();
        this.registry = context.meters();
        this.sources
                .keySet()
                .forEach(kind -> meters.add(Gauge.builder("domicile.certificate.expiry", () -> seconds(kind))
                        .description("Time until the certificate expires; negative when it has")
                        .baseUnit("seconds")
                        .tag(Labels.REGION, region.value())
                        .tag(Labels.LINK, link)
                        .tag(Labels.KIND, kind)
                        .register(registry)));
    }

    /** Called once. */
    @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
    public synchronized void start() {
        if (sources.isEmpty()) {
            return;
        }
        ScheduledExecutorService starting = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread looking = new Thread(task, "domicile-certificates-" + region);
            looking.setDaemon(true);
            return looking;
        });
        starting.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        thread = starting;
    }

    /** Looks at all of them once, on the calling thread; blocks for a bounded time. */
    public void look() {
        sources.forEach((kind, each) -> {
            Optional<Instant> earliest = Optional.empty();
            for (CertificateSource source : each) {
                Optional<Instant> expiry = expiry(kind, source);
                if (expiry.isPresent() && (earliest.isEmpty() || expiry.get().isBefore(earliest.get()))) {
                    earliest = expiry;
                }
            }
            expiries.put(kind, earliest);
        });
    }

    private static Optional<Instant> expiry(String kind, CertificateSource source) {
        try {
            return Optional.of(source.expiry());
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.COMPONENT, kind)
                    .addKeyValue(LogKeys.ERROR, unreadable.getClass().getName())
                    .log("a certificate could not be read");
            return Optional.empty();
        }
    }

    private double seconds(String kind) {
        return expiries.getOrDefault(kind, Optional.empty())
                .map(expiry -> Duration.between(clock.instant(), expiry).toMillis() / MILLIS)
                .orElse(Double.NaN);
    }

    private static Map<String, List<CertificateSource>> copy(Map<String, List<CertificateSource>> sources) {
        Map<String, List<CertificateSource>> copy = new HashMap<>();
        sources.forEach((kind, each) -> copy.put(kind, List.copyOf(each)));
        return Map.copyOf(copy);
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        meters.forEach(registry::remove);
    }
}

package io.domicile.demo.scenario;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.cast.Marks;
import io.domicile.demo.console.Console;
import io.domicile.demo.load.Fleet;
import io.domicile.demo.load.Platform;
import io.domicile.demo.load.TelemetryLoad;
import io.domicile.demo.verdict.Verdict;
import io.domicile.demo.verdict.Verdicts;
import io.domicile.demo.world.Regions;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Devices of five organizations publish in eu-west while the platform writes settings, credentials, roles and API keys,
 * and deletes some half-way. Then everything is given time to arrive, and the regions are read.
 */
public final class Scenario implements AutoCloseable {

    /** Messages per second, of all devices together. */
    public static final int RATE = 200;

    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(180);

    private final Regions regions;
    private final Marks marks;
    private final Console console;
    private final Stop stop;
    private final Fleet fleet;
    private final Platform platform;
    private final Watch watch;

    public Scenario(Regions regions, Marks marks, InstantSource clock, Console console, Stop stop) {
        EmbeddedRegion west = regions.get(Cast.EU_WEST);
        this.regions = regions;
        this.marks = marks;
        this.console = console;
        this.stop = stop;
        this.fleet = Fleet.connect(west.mqtt(), marks);
        this.platform = new Platform(west, marks, clock);
        this.watch = new Watch(regions);
    }

    /** Publishes one message and returns when it is stored at home. */
    public void storeFirst() {
        fleet.of(Cast.ACME).get(0).publish();
        watch.awaitFirstStored();
    }

    /** Puts the load on for this long, or until it is to stop, and lets it run dry. */
    public void run(Duration load) throws InterruptedException {
        platform.write();
        long begin = System.nanoTime();
        boolean isDeleted = false;
        try (TelemetryLoad running = new TelemetryLoad(fleet)) {
            running.start(RATE);
            while (elapsed(begin).compareTo(load) < 0 && !stop.await(1, TimeUnit.SECONDS)) {
                if (!isDeleted && elapsed(begin).compareTo(load.dividedBy(2)) >= 0) {
                    platform.deleteSome();
                    isDeleted = true;
                }
                report("publishing", begin);
            }
        }
        if (!isDeleted) {
            platform.deleteSome();
        }
        fleet.awaitAnswers();
        settle(begin);
    }

    public Verdict verdict() throws InterruptedException, IOException {
        return Verdicts.of(regions, fleet, platform, marks, watch.lag());
    }

    @Override
    public void close() {
        watch.close();
        platform.close();
        fleet.close();
    }

    private void settle(long begin) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLE_WITHIN.toNanos();
        while (!hasArrived(report("arriving", begin)) && System.nanoTime() - deadline < 0) {
            if (stop.await(1, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private boolean hasArrived(Watch.Counts counts) {
        return counts.worstLag() == 0
                && counts.stored() >= fleet.published(Cast.ACME) + fleet.published(Cast.BOREALIS)
                && counts.forwarded() >= fleet.published(Cast.CYGNUS)
                && counts.quarantined() >= fleet.published(Cast.NOBODY_KNOWS)
                && counts.replicated() >= written(Cast.ACME)
                && counts.platform() >= written(Cast.ACME) + written(Cast.BOREALIS)
                && counts.refused() >= fleet.published(Cast.DUNES)
                && fleet.of(Cast.DUNES).stream()
                        .noneMatch(device -> device.notices().isEmpty());
    }

    /** How many records of its replicated classes the platform has written, deletions included. */
    private long written(OrganizationId organization) {
        return DataClass.replicated().stream()
                .mapToLong(dataClass -> platform.keys(organization, dataClass).size()
                        + platform.deletedKeys(organization, dataClass).size())
                .sum();
    }

    private Watch.Counts report(String phase, long begin) throws InterruptedException {
        Watch.Counts counts = watch.counts();
        console.progress("%4d s  %-10s  sent %d  stored %d  forwarded %d  replicated %d  quarantined %d  worst lag %d"
                .formatted(
                        elapsed(begin).toSeconds(),
                        phase,
                        fleet.published(),
                        counts.stored(),
                        counts.forwarded(),
                        counts.replicated(),
                        counts.quarantined(),
                        counts.worstLag()));
        return counts;
    }

    private static Duration elapsed(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}

package io.domicile.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** One site during one outage: its load, what is stored of it, and what its bridge says meanwhile. */
final class Trial implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MEBIBYTE = 1024 * 1024;

    private final Site site;
    private final BridgeRegion region;
    private final StoredNumbers stored;
    private final DeviceLoad load;
    private final int connectionsBefore;
    private long peakHeap;
    private long notReadySamples;
    private long samples;
    private double resumedAfter;

    Trial(Site site, BridgeRegion region, String name) {
        this.site = site;
        this.region = region;
        this.connectionsBefore = site.connections();
        this.stored = site.stored(region, name);
        this.load = site.load(name);
    }

    Site site() {
        return site;
    }

    /** Begins the load and waits until some of it is stored. */
    void begin(int perSecond) {
        load.start(perSecond, stored::distinct, site.kind().mostQueued());
        Awaitility.await("load is stored").atMost(PATIENCE).until(() -> stored.distinct() >= perSecond / 2);
    }

    /** Publishes without a pace. */
    void publish(int messages) {
        load.publish(messages);
    }

    /** Goes on until devices have sent that many messages more, and keeps an eye on the bridge. */
    void endure(int messages) {
        long until = load.acknowledged() + messages;
        Awaitility.await("load during the outage")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    samples++;
                    notReadySamples += site.isNotReady() ? 1 : 0;
                    peakHeap = Math.max(peakHeap, site.heap());
                    return load.acknowledged() >= until;
                });
    }

    /** A new MQTT connection begins to wait for Kafka anew, so this may take as long as the bridge's patience. */
    void awaitNotReady() {
        Awaitility.await("not ready during the outage: " + site.kind())
                .atMost(PATIENCE)
                .until(site::isNotReady);
    }

    /** Waits until the bridge is ready again and has stored all. */
    void recover(long outageEnd) {
        Awaitility.await("ready again: " + site.kind()).atMost(PATIENCE).until(() -> {
            peakHeap = Math.max(peakHeap, site.heap());
            return site.bridge().admin().isReady();
        });
        resumedAfter = (System.nanoTime() - outageEnd) / 1e9;
        load.stop();
    }

    /**
     * Prints what was found and fails where something is lost or out of order.
     *
     * @param connections the most MQTT connections that the bridge may have opened since this began
     */
    void conclude(String outage, int connections) {
        StoredNumbers.Findings found = stored.await(region.published(load));
        peakHeap = Math.max(peakHeap, site.heap());
        int opened = site.connections() - connectionsBefore;
        System.out.printf(
                "bridge on %s, %s: published %d, lost %d, out of order %d, stored again %d; not ready in %d of %d samples,"
                        + " ready %.1f s after; %d new MQTT connections; peak heap %d MiB of 384%n",
                site.kind().id(),
                outage,
                found.published(),
                found.lost(),
                found.disordered(),
                found.duplicates(),
                notReadySamples,
                samples,
                resumedAfter,
                opened,
                peakHeap / MEBIBYTE);
        assertThat(found.published()).isPositive();
        assertThat(found.lost()).as("lost; " + site.bridge().output()).isZero();
        assertThat(found.disordered()).as("out of order").isZero();
        assertThat(opened).as("new MQTT connections").isLessThanOrEqualTo(connections);
        assertThat(site.bridge().output()).doesNotContain("OutOfMemoryError");
    }

    @Override
    public void close() {
        load.close();
        stored.close();
    }
}

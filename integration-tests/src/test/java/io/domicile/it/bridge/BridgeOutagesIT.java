package io.domicile.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.domicile.testkit.mqtt.MosquittoBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bridges in processes of their own, one at mosquitto and one at HiveMQ CE, that lose the same Kafka under load, or their
 * MQTT broker.
 *
 * <p>The system property {@code domicile.outage.seconds} says how long Kafka is away.
 */
@EnabledIfSystemProperty(
        named = "domicile.outage.seconds",
        matches = "\\d+",
        disabledReason = "one of the long forms: integration-tests/long/outages")
@ExtendWith(SharedRegion.class)
class BridgeOutagesIT {

    private static final int SECONDS = Integer.getInteger("domicile.outage.seconds", 6);
    private static final int PER_SECOND = 800;
    private static final int RESETS = 3;
    private static final int QUEUED = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private static Path directory;

    private static List<Site> sites = List.of();

    private final List<Trial> trials = new ArrayList<>();

    @BeforeAll
    static void startSites(BridgeRegion region) {
        sites = Site.startAll(region, directory);
    }

    @AfterAll
    static void closeSites() {
        sites.forEach(Site::close);
    }

    @AfterEach
    void endTrials() {
        trials.forEach(Trial::close);
        assumeTrue(MosquittoBroker.isInstalled(), "proven with HiveMQ CE only: mosquitto is not installed");
    }

    @Test
    void aStoppedKafkaCostsNothing(BridgeRegion region) {
        beginTrials(region, "stopped");
        region.kafka().stop();
        endure(PER_SECOND * SECONDS);
        trials.forEach(Trial::awaitNotReady);
        region.kafka().start();
        conclude("Kafka stopped for " + SECONDS + " s", 1);
    }

    @Test
    void aBlackHoledKafkaCostsNothing(BridgeRegion region) {
        beginTrials(region, "frozen");
        region.kafkaProxy().freeze();
        try {
            endure(PER_SECOND * SECONDS);
            trials.forEach(Trial::awaitNotReady);
        } finally {
            region.kafkaProxy().unfreeze();
        }
        conclude("Kafka black-holed for " + SECONDS + " s", 1);
    }

    @Test
    void resetsOfTheMqttConnectionWhileKafkaIsAwayCostNothing(BridgeRegion region) {
        beginTrials(region, "reset");
        region.kafkaProxy().freeze();
        try {
            for (int reset = 0; reset < RESETS; reset++) {
                sites.forEach(site -> site.proxy().resetAll());
                endure(PER_SECOND * SECONDS / RESETS);
            }
            trials.forEach(Trial::awaitNotReady);
        } finally {
            region.kafkaProxy().unfreeze();
        }
        conclude("Kafka black-holed for " + SECONDS + " s, MQTT reset " + RESETS + " times meanwhile", RESETS + 1);
    }

    @Test
    void whatWasQueuedWhileTheBridgeWasDownIsStored(BridgeRegion region) {
        sites.forEach(site -> site.bridge().awaitReady());
        sites.forEach(site -> trials.add(new Trial(site, region, "queued")));
        sites.forEach(site -> assertThat(site.bridge().terminate()).isZero());
        trials.forEach(trial -> trial.publish(QUEUED));
        sites.forEach(site -> site.bridge().restart());
        sites.forEach(site -> site.bridge().awaitReady());
        trials.forEach(trial -> trial.conclude("restarted with " + QUEUED + " queued messages", 1));
    }

    @Test
    void aBrokerThatForgotItsSessionsIsSubscribedToAnewAndReadinessWaitsForThat(BridgeRegion region) {
        for (Site site : sites) {
            site.broker().stop();
            awaitNotReady(site);
            try (SilentBroker silent = SilentBroker.listen(site.broker().port())) {
                silent.awaitSubscribe();
                assertThat(site.isNotReady()).as("not ready before the SUBACK").isTrue();
                silent.grant();
                site.bridge().awaitReady();
            }
            awaitNotReady(site);

            site.broker().start();

            site.bridge().awaitReady();
            try (StoredNumbers stored = site.stored(region, "forgotten");
                    DeviceLoad load = site.load("forgotten")) {
                load.publish(DeviceLoad.DEVICES);
                assertThat(stored.await(region.published(load)).lost()).isZero();
            }
        }
    }

    private void beginTrials(BridgeRegion region, String name) {
        sites.forEach(site -> site.bridge().awaitReady());
        sites.forEach(site -> trials.add(new Trial(site, region, name)));
        trials.forEach(trial -> trial.begin(PER_SECOND));
    }

    /** The trials' loads go on at the same time, so that the second has hardly to wait. */
    private void endure(int messages) {
        trials.forEach(trial -> trial.endure(messages / trials.size()));
    }

    private void conclude(String outage, int connections) {
        long end = System.nanoTime();
        trials.forEach(trial -> trial.recover(end));
        trials.forEach(trial -> trial.conclude(outage, connections));
    }

    private static void awaitNotReady(Site site) {
        Awaitility.await("not ready: " + site.kind()).atMost(PATIENCE).until(site::isNotReady);
    }
}

package io.domicile.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.containers.Network;

/**
 * What may befall one region's Kafka while load flows through bridge, router and link: nothing is lost, nothing is there
 * twice but what the bridge may store again, and nothing crosses the border that must not.
 */
@RequiresDocker
class BrokerFaultsContainerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BLACK_HOLE = Duration.ofSeconds(20);
    private static final Duration CUT = Duration.ofSeconds(6);
    private static final int MESSAGES = 150;
    private static final int DISK_MEBIBYTES = 96;

    @TempDir
    private static Path state;

    private static Network network;
    private static SmallDisk disk;
    private static Sites sites;
    private static Services services;
    private static Traffic traffic;

    private enum Where {
        HOME,
        STANDBY;

        KafkaNode kafka() {
            return this == HOME ? sites.home : sites.standby;
        }
    }

    @BeforeAll
    static void startSites() throws Exception {
        // The router replaces stream threads that fail; none of that is a failure of a test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        network = Network.newNetwork();
        disk = new SmallDisk(network, DISK_MEBIBYTES);
        sites = Sites.start(network, disk);
        services = new Services(sites, state, Map.of(), Map.of());
        services.awaitReady();
        traffic = new Traffic(sites, services);
    }

    @AfterEach
    void endLoad() {
        traffic.rest();
    }

    @AfterAll
    static void closeSites() {
        Sites.closeAll(Arrays.<AutoCloseable>asList(traffic, services, sites, disk, network));
    }

    @ParameterizedTest
    @EnumSource
    void aKilledBrokerCostsNothing(Where where) {
        traffic.start();

        where.kafka().node().kill();
        awaitNotReady();
        traffic.awaitMore(MESSAGES);
        where.kafka().node().start();
        where.kafka().awaitAnswer();

        traffic.conclude("broker killed, " + where);
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatAnswersNothingCostsNothing(Where where) {
        traffic.start();

        where.kafka().node().pause();
        try {
            awaitPast(BLACK_HOLE);
        } finally {
            where.kafka().node().unpause();
        }

        traffic.conclude("broker paused for " + BLACK_HOLE + ", " + where);
    }

    @ParameterizedTest
    @EnumSource
    void aCutNetworkCostsNothingAndTheLagTellsOfIt(Where where) {
        traffic.start();

        where.kafka().node().cut();
        try {
            awaitNotReady();
            Awaitility.await("nothing proves that the standby is in sync")
                    .atMost(PATIENCE)
                    .until(() -> services.exposure(Traffic.EGRESS).compareTo(CUT) > 0 && !services.isSynced());
            if (where == Where.STANDBY) {
                // Only here does the link see the source go on
                long before = services.lag(Traffic.EGRESS);
                traffic.awaitMore(MESSAGES);
                Awaitility.await("the lag rises").atMost(PATIENCE).until(() -> services.lag(Traffic.EGRESS) > before);
            }
        } finally {
            where.kafka().node().heal();
        }
        where.kafka().awaitAnswer();

        traffic.conclude("network cut, " + where);
        assertThat(services.lag(Traffic.EGRESS)).isZero();
    }

    @Test
    void aFullDiskAtTheStandbyCostsNothing() {
        traffic.start();

        disk.fill();
        try {
            Awaitility.await("the broker ends")
                    .atMost(PATIENCE)
                    .until(() -> !sites.standby.node().isRunning());
            awaitNotReady();
            traffic.awaitMore(MESSAGES);
        } finally {
            disk.free();
        }
        sites.standby.node().start();
        sites.standby.awaitAnswer();

        traffic.conclude("disk full");
    }

    private static void awaitNotReady() {
        Awaitility.await("the link is not ready")
                .atMost(PATIENCE)
                .until(() -> !services.link.health().isReady());
    }

    /** Lets time go by under load. */
    private static void awaitPast(Duration time) {
        long begun = System.nanoTime();
        Awaitility.await("the fault lasts").atMost(PATIENCE).until(() -> System.nanoTime() - begun > time.toNanos());
        traffic.awaitMore(1);
    }
}

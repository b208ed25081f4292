package io.domicile.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.it.process.ForkedService;
import io.domicile.testkit.mqtt.MqttBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two bridges on one shared subscription, one of them killed under load: what the broker goes on to keep for the dead one
 * is stuck while its session lives.
 */
@EnabledIfSystemProperty(
        named = "domicile.outage.seconds",
        matches = "\\d+",
        disabledReason = "one of the long forms: integration-tests/long/outages")
@ExtendWith(SharedRegion.class)
class SharedSubscriptionIT {

    private static final int PER_SECOND = 2_000;
    private static final int MESSAGES = 4_000;
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhereTheKilledReplicaComesBackInTime(BrokerKind kind, BridgeRegion region) {
        try (Replicas replicas = new Replicas(kind, region, Duration.ofMinutes(10))) {
            StoredNumbers.Findings stuck = replicas.killOneUnderLoad();

            replicas.first.restart();

            StoredNumbers.Findings found = replicas.stored.await(region.published(replicas.load));
            System.out.printf(
                    "shared subscription on %s, one of two killed: published %d, stuck %d; after it came back lost %d,"
                            + " stored again %d%n",
                    kind.id(), found.published(), stuck.lost(), found.lost(), found.duplicates());
            assertThat(found.lost()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStuckIsBoundedByTheSessionExpiry(BrokerKind kind, BridgeRegion region) {
        Duration expiry = Duration.ofSeconds(8);
        try (Replicas replicas = new Replicas(kind, region, expiry)) {
            StoredNumbers.Findings stuck = replicas.killOneUnderLoad();
            long killed = replicas.killedAt;

            Awaitility.await("the session expires")
                    .atMost(PATIENCE)
                    .until(() ->
                            System.nanoTime() - killed > expiry.plusSeconds(6).toNanos());
            replicas.load.publish(MESSAGES);
            StoredNumbers.Findings after = replicas.settled();

            // From now on the broker keeps nothing for the dead one: what comes newly is all stored
            replicas.load.publish(MESSAGES);
            Awaitility.await("all that is new is stored")
                    .atMost(PATIENCE)
                    .until(() -> replicas.findings().lost() <= after.lost());
            System.out.printf(
                    "shared subscription on %s, one of two killed, session expiry %d s: stuck while the session lived %d;"
                            + " %.0f s after the kill %d of them were delivered to the other, %d were not; of %d messages"
                            + " sent after that none missing%n",
                    kind.id(),
                    expiry.toSeconds(),
                    stuck.lost(),
                    (System.nanoTime() - killed) / 1e9,
                    stuck.lost() - after.lost(),
                    after.lost(),
                    MESSAGES);
        }
    }

    /** Two bridges of one group, a load, and what they have stored. */
    private final class Replicas implements AutoCloseable {

        private final BrokerKind kind;
        private final BridgeRegion region;
        private final MqttBroker broker;
        private final ForkedService first;
        private final ForkedService second;
        private final StoredNumbers stored;
        private final DeviceLoad load;
        private long killedAt;

        Replicas(BrokerKind kind, BridgeRegion region, Duration sessionExpiry) {
            this.kind = kind;
            this.region = region;
            this.broker = kind.start();
            String name = "shared-" + kind.id() + '-' + sessionExpiry.toSeconds();
            this.first = replica(name + "-first", sessionExpiry);
            this.second = replica(name + "-second", sessionExpiry);
            List.of(first, second).forEach(ForkedService::awaitReady);
            this.stored = region.stored(name);
            this.load = new DeviceLoad(broker, name);
        }

        /** Kills the first while devices publish, and says what is missing when nothing more comes. */
        StoredNumbers.Findings killOneUnderLoad() {
            load.start(PER_SECOND, stored::distinct, kind.mostQueued());
            Awaitility.await("load").atMost(PATIENCE).until(() -> load.acknowledged() >= MESSAGES);
            first.kill();
            killedAt = System.nanoTime();
            Awaitility.await("load after the kill").atMost(PATIENCE).until(() -> load.acknowledged() >= 2 * MESSAGES);
            load.stop();
            return settled();
        }

        /** What there is when nothing has come for a while and the living one has nothing in hand. */
        StoredNumbers.Findings settled() {
            long[] last = {stored.distinct(), System.nanoTime()};
            Awaitility.await("nothing more comes").atMost(PATIENCE).until(() -> {
                long now = stored.distinct();
                if (now != last[0] || second.admin().metric("domicile_bridge_in_flight", "") > 0) {
                    last[0] = now;
                    last[1] = System.nanoTime();
                }
                return System.nanoTime() - last[1] > QUIET.toNanos();
            });
            return findings();
        }

        StoredNumbers.Findings findings() {
            return stored.findings(region.published(load));
        }

        @Override
        public void close() {
            load.close();
            stored.close();
            first.close();
            second.close();
            broker.close();
        }

        private ForkedService replica(String clientId, Duration sessionExpiry) {
            return ForkedService.start(
                    "bridge",
                    clientId,
                    directory,
                    adminPort -> region.bridgeYaml(
                            broker.port(),
                            adminPort,
                            "client-id: " + clientId,
                            "order: none",
                            "shared: {group: replicas, connections: 1}",
                            "session-expiry: " + sessionExpiry.toSeconds() + 's'));
        }
    }
}

package io.domicile.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.service.Service;
import io.domicile.testkit.tls.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/**
 * TLS and passwords on every leg: between bridge and mosquitto with certificates of both sides, and between every service
 * and Kafka with SCRAM. What is refused is waited for and told, and nothing goes out meanwhile.
 */
@RequiresDocker
class SecuredLegsContainerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MESSAGES = 50;
    private static final int READINGS = 3;
    private static final int CREDENTIALS = 10;

    /** What a server may show and a client has to refuse. */
    private static final Map<String, Function<TestCertificates, Path>> WRONG = Map.of(
            "of another authority", TestCertificates::foreignKeys,
            "of another host", TestCertificates::elsewhereKeys,
            "expired", TestCertificates::expiredKeys);

    @TempDir
    private static Path state;

    private static Security security;
    private static Network network;
    private static Sites sites;
    private static Services services;
    private static Traffic traffic;

    @BeforeAll
    static void startSites() throws Exception {
        // The router replaces stream threads that fail; none of that is a failure of a test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        security = new Security();
        network = Network.newNetwork();
        sites = Sites.start(
                security.kafka("home", network), security.kafka("standby", network), security.mqtt(network));
        security.admit(sites.home);
        security.admit(sites.standby);
        services = new Services(sites, state, security.clients(), security.mqttClient());
        services.awaitReady();
        traffic = new Traffic(sites, services);
    }

    @AfterEach
    void endLoad() {
        traffic.rest();
    }

    @AfterAll
    static void closeSites() {
        Sites.closeAll(Arrays.<AutoCloseable>asList(traffic, services, sites, network, security));
    }

    @Test
    void recordsGoThroughEndToEnd() {
        traffic.start();

        traffic.awaitMore(MESSAGES);

        traffic.conclude("TLS and SCRAM");
    }

    @Test
    void aWrongPasswordIsRefused() {
        Map<String, Object> settings = new HashMap<>(security.client("link", "wrong"));
        settings.put("bootstrap.servers", sites.standby.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void passwordsThatWereChangedAtHomeAreRefusedUntilTheServicesOnesHold() throws Exception {
        traffic.start();

        security.changePasswords(sites.home);
        awaitReason("password", services.bridge, "not-authenticated");
        awaitReason("password", services.router, "not authenticated");
        awaitReason("password", services.link, "source cluster: link or cluster is not authenticated");
        assertNothingMoves();
        security.knowPasswords(sites.home);

        traffic.conclude("passwords changed at home");
    }

    @Test
    void wrongCertificatesAtHomeAreRefusedUntilTheRightOneIsBack() {
        traffic.start();

        WRONG.forEach((what, keys) -> {
            Path wrong = keys.apply(security.certificates);
            security.present(sites.home, wrong);
            security.present(sites.mqtt, wrong);
            awaitReason(what, services.bridge, "TLS_");
            awaitReason(what, services.bridge, "not-authenticated");
            awaitReason(what, services.router, "not authenticated");
            awaitReason(what, services.link, "source cluster: link or cluster is not authenticated");
            assertNothingMoves();
        });
        security.present(sites.home, security.certificates.serverKeys());
        security.present(sites.mqtt, security.certificates.serverKeys());

        traffic.conclude("wrong certificates at home");
    }

    @Test
    void wrongCertificatesAtTheStandbyAreRefusedUntilTheRightOneIsBack() {
        traffic.start();

        WRONG.forEach((what, keys) -> {
            security.present(sites.standby, keys.apply(security.certificates));
            awaitReason(what, services.link, "target cluster: link or cluster is not authenticated");
            Awaitility.await("bridge and router are ready")
                    .atMost(PATIENCE)
                    .until(() -> services.bridge.health().isReady()
                            && services.router.health().isReady());
            int mirrored = settled(SecuredLegsContainerIT::mirrored);
            traffic.awaitMore(MESSAGES);
            assertThat(mirrored()).isEqualTo(mirrored);
        });
        security.present(sites.standby, security.certificates.serverKeys());

        traffic.conclude("wrong certificates at the standby");
    }

    @Test
    void aLinkThatMayNotWriteOneMirrorWaitsThereAndGoesOnElsewhere() throws Exception {
        AclBinding refusal = Security.linkMayNotWrite(Traffic.MIRROR);
        try (Admin admin = sites.standby.admin()) {
            traffic.start();

            admin.createAcls(List.of(refusal)).all().get();
            awaitReason("refused", services.link, "lane waits: unauthorized");
            int mirrored = settled(SecuredLegsContainerIT::mirrored);
            traffic.awaitMore(MESSAGES);
            traffic.deleteCredentials(CREDENTIALS);
            assertThat(mirrored()).isEqualTo(mirrored);

            admin.deleteAcls(List.of(refusal.toFilter())).all().get();
            traffic.conclude("ACL refusal");
        }
    }

    /** While devices go on, nothing of theirs comes in, and nothing comes out. */
    private static void assertNothingMoves() {
        Supplier<List<Integer>> ends = () -> List.of(Traffic.count(sites.home, "ingress.telemetry"), mirrored());
        List<Integer> before = settled(ends);
        traffic.awaitMore(MESSAGES);
        assertThat(ends.get()).isEqualTo(before);
    }

    private static int mirrored() {
        return Traffic.count(sites.standby, Traffic.MIRROR);
    }

    /** What is read once it does not change any more: what was under way when the fault was told has arrived. */
    private static <T> T settled(Supplier<T> reading) {
        AtomicReference<T> last = new AtomicReference<>();
        AtomicInteger alike = new AtomicInteger();
        Awaitility.await("nothing more comes")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> {
                    T now = reading.get();
                    alike.set(now.equals(last.getAndSet(now)) ? alike.get() + 1 : 1);
                    return alike.get() == READINGS;
                });
        return last.get();
    }

    private static void awaitReason(String fault, Service service, String reason) {
        try {
            Awaitility.await(fault)
                    .atMost(PATIENCE)
                    .until(() -> service.health().notReady().stream().anyMatch(why -> why.contains(reason)));
        } catch (ConditionTimeoutException untold) {
            throw new AssertionError(fault + ": '" + reason + "' is not told; " + services.health(), untold);
        }
    }
}

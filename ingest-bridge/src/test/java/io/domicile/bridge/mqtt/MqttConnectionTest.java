package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.FakeDelivery;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MqttConnectionTest {

    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AcknowledgementLedger ledger = new AcknowledgementLedger();
    private final List<InFlight> taken = new ArrayList<>();
    private @Nullable RuntimeException intakeFailure;
    private @Nullable FakeBrokerClient client;

    @Test
    void shouldSubscribeToEveryFilterAndThenSayThatItIsOnline() throws Exception {
        MqttConnection connection = connection(List.of(), "status");

        assertThat(connection.open()).isFalse();

        assertThat(client.asked)
                .containsExactly("connect", "subscribe [a/#, b/#]", "publish status {\"status\":\"online\"} true");
    }

    @Test
    void shouldSayThatItIsOfflineBeforeItEndsTheConnection() throws Exception {
        MqttConnection connection = connection(List.of(), "status");
        connection.open();
        client.asked.clear();

        connection.close();

        assertThat(client.asked).containsExactly("publish status {\"status\":\"offline\"} true", "disconnect");
        assertThat(client.flowEnded).isTrue();
        assertThat(connection.endReason()).isEmpty();
    }

    @Test
    void shouldEndStaleSubscriptionsOfASessionThatWasKept() throws Exception {
        MqttConnection connection = connection(List.of("old/#"), null);
        client.connectAnswer = CompletableFuture.completedFuture(true);

        assertThat(connection.open()).isTrue();

        assertThat(client.asked).containsExactly("connect", "subscribe [a/#, b/#]", "unsubscribe [old/#]");
    }

    @Test
    void shouldEndNothingOfANewSession() throws Exception {
        connection(List.of("old/#"), null).open();

        assertThat(client.asked).containsExactly("connect", "subscribe [a/#, b/#]");
    }

    @Test
    void shouldFailUnlessEverySubscriptionIsGranted() {
        MqttConnection connection = connection(List.of(), "status");
        client.subscribeAnswer = CompletableFuture.completedFuture(List.of("NOT_AUTHORIZED", "GRANTED_QOS_0"));

        assertThatThrownBy(connection::open)
                .isInstanceOfSatisfying(
                        MqttConnectionException.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("SUBSCRIBE answered NOT_AUTHORIZED, GRANTED_QOS_0"));
        assertThat(meters.get("domicile.bridge.subscriptions.refused").counter().count())
                .isEqualTo(2);
        assertThat(client.asked).noneMatch(asked -> asked.startsWith("publish"));
    }

    @Test
    void shouldFailWhereAStaleSubscriptionRemains() {
        MqttConnection connection = connection(List.of("old/#"), null);
        client.connectAnswer = CompletableFuture.completedFuture(true);
        client.unsubscribeAnswer = CompletableFuture.completedFuture(List.of("NOT_AUTHORIZED"));

        assertThatThrownBy(connection::open)
                .isInstanceOfSatisfying(
                        MqttConnectionException.class,
                        failed -> assertThat(failed.reason()).isEqualTo("UNSUBSCRIBE answered NOT_AUTHORIZED"));
    }

    @Test
    void shouldGiveUpWhatIsNotAnsweredInTime() throws Exception {
        MqttConnection connection = connection(List.of(), null);
        client.connectAnswer = new CompletableFuture<>();

        assertThatThrownBy(connection::open)
                .isInstanceOfSatisfying(
                        MqttConnectionException.class,
                        failed -> assertThat(failed.reason()).isEqualTo("TIMEOUT"));
        connection.close();

        assertThat(client.connectAnswer).isCancelled();
    }

    @Test
    void shouldLetNoExceptionOutOfTheFlowAndEndTheConnection() throws Exception {
        MqttConnection connection = connection(List.of(), null);
        connection.open();
        intakeFailure = new IllegalStateException("told to fail");
        FakeDelivery delivery = delivery();

        client.listener.received(delivery);

        connection.awaitEnd();
        assertThat(meters.get("domicile.bridge.callback.failures").counter().count())
                .isOne();
        assertThat(delivery.acknowledgements()).isZero();
    }

    @Test
    void shouldNeverAcknowledgeWhatItReleasedWhenTheConnectionEnded() throws Exception {
        MqttConnection connection = connection(List.of(), null);
        connection.open();
        FakeDelivery delivery = delivery();
        client.listener.received(delivery);

        client.listener.disconnected(new IllegalStateException("secret of the broker"));

        assertThat(taken.get(0).settle(Ending.STORED)).isFalse();
        assertThat(delivery.acknowledgements()).isZero();
        assertThat(connection.endReason()).contains("FAILED");
    }

    private MqttConnection connection(List<String> stale, @Nullable String statusTopic) {
        ConnectionPlan plan = new ConnectionPlan(0, "bridge", List.of("a/#", "b/#"), stale, statusTopic);
        return new MqttConnection(
                new Fakes(plan),
                ledger.openEpoch(),
                new Window(1_000, 1_000_000, InstantSource.system()),
                new Keeping(),
                InstantSource.system(),
                new BridgeMeters(meters, new RegionId("eu-west")));
    }

    private static FakeDelivery delivery() {
        return new FakeDelivery(new MqttMessage("a/b", new byte[0], null, List.of(), Transport.plain(1)), false);
    }

    private final class Fakes implements BrokerClient.Factory {

        private final ConnectionPlan plan;

        Fakes(ConnectionPlan plan) {
            this.plan = plan;
        }

        @Override
        public BrokerClient create(BrokerClient.Listener listener) {
            client = new FakeBrokerClient(listener);
            return client;
        }

        @Override
        public ConnectionPlan plan() {
            return plan;
        }

        @Override
        public Duration timeout() {
            return TIMEOUT;
        }

        @Override
        public Duration keepAlive() {
            return Duration.ofSeconds(30);
        }
    }

    private final class Keeping implements Intake {

        @Override
        public void take(InFlight message) {
            if (intakeFailure != null) {
                throw intakeFailure;
            }
            taken.add(message);
        }

        @Override
        public void connectionEnded() {}
    }
}

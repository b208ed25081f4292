package io.domicile.testkit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.domicile.testkit.net.FreePorts;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MosquittoBrokerIT {

    @BeforeAll
    static void requireProgram() {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
    }

    @Test
    void shouldKeepWhatIsQueuedOverAnOrderlyRestartAndWhatItSavedOverAKill() throws Exception {
        try (MosquittoBroker broker =
                MosquittoBroker.start(MosquittoOptions.defaults().withPersistence())) {
            // given
            int port = broker.port();
            Mqtt5BlockingClient subscriber = client(broker, "sleeper");
            connect(subscriber, false); // mosquitto 2.0.11 does not save a session that began with a clean start
            subscriber
                    .subscribeWith()
                    .topicFilter("kept")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            subscriber.disconnect();
            publish(broker, "first");

            // when
            broker.stop();
            assertThat(broker.isRunning()).isFalse();
            assertThat(FreePorts.isFree(port)).isTrue();
            broker.start();
            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            broker.start();

            // then
            assertThat(broker.port()).isEqualTo(port);
            publish(broker, "second");
            assertThat(receiveTwo(client(broker, "sleeper"))).containsExactly("first", "second");
        }
    }

    @Test
    void shouldForgetSessionsOverARestartWhereNothingIsPersistent() {
        try (MosquittoBroker broker = MosquittoBroker.start(MosquittoOptions.defaults())) {
            Mqtt5BlockingClient client = client(broker, "sleeper");
            connect(client, true);
            client.disconnect();
            assertThat(connect(client, false)).isTrue();
            client.disconnect();

            broker.kill();
            broker.start();

            assertThat(connect(client, false)).isFalse();
            client.disconnect();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithItsConfiguration() {
        assertThatThrownBy(
                        () -> MosquittoBroker.start(MosquittoOptions.defaults().withConfiguration("no_such_setting 1")))
                .hasMessageContaining("no_such_setting");
    }

    private static boolean connect(Mqtt5BlockingClient client, boolean clean) {
        return client.connectWith()
                .cleanStart(clean)
                .sessionExpiryInterval(3600)
                .send()
                .isSessionPresent();
    }

    private static String[] receiveTwo(Mqtt5BlockingClient subscriber) throws InterruptedException {
        try (Mqtt5Publishes inbox = subscriber.publishes(MqttGlobalPublishFilter.ALL)) {
            assertThat(connect(subscriber, false)).isTrue();
            String[] received = new String[2];
            for (int i = 0; i < received.length; i++) {
                received[i] = inbox.receive(30, TimeUnit.SECONDS)
                        .map(publish -> new String(publish.getPayloadAsBytes(), UTF_8))
                        .orElse("nothing");
            }
            return received;
        } finally {
            subscriber.disconnect();
        }
    }

    private static void publish(MqttBroker broker, String text) {
        Mqtt5BlockingClient publisher = client(broker, "publisher");
        publisher.connect();
        publisher
                .publishWith()
                .topic("kept")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(UTF_8))
                .send();
        publisher.disconnect();
    }

    private static Mqtt5BlockingClient client(MqttBroker broker, String id) {
        return Mqtt5Client.builder()
                .identifier(id)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildBlocking();
    }
}

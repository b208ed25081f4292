package io.domicile.testkit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.domicile.testkit.net.FreePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddedMqttIT {

    private static final int LARGE = 8 * 1024 * 1024;

    @Test
    void shouldRunThreeBrokersAtOnceThatKnowNothingOfEachOther() throws Exception {
        // given
        List<EmbeddedMqtt> brokers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                brokers.add(EmbeddedMqtt.start(MqttOptions.defaults()));
            }

            // when
            List<String> received = new ArrayList<>();
            List<Boolean> more = new ArrayList<>();
            List<Mqtt5BlockingClient> clients = new ArrayList<>();
            List<Mqtt5Publishes> inboxes = new ArrayList<>();
            for (EmbeddedMqtt broker : brokers) {
                Mqtt5BlockingClient client = connect(broker, "subscriber");
                clients.add(client);
                inboxes.add(client.publishes(MqttGlobalPublishFilter.SUBSCRIBED));
                client.subscribeWith()
                        .topicFilter("same/#")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send();
            }
            for (int i = 0; i < 3; i++) {
                publish(clients.get(i), "same/topic", ("broker-" + i).getBytes(UTF_8));
            }
            for (Mqtt5Publishes inbox : inboxes) {
                received.add(text(inbox.receive(30, TimeUnit.SECONDS)));
                more.add(inbox.receive(200, TimeUnit.MILLISECONDS).isPresent());
            }

            // then
            assertThat(received).containsExactly("broker-0", "broker-1", "broker-2");
            assertThat(more).containsOnly(false);
            clients.forEach(Mqtt5BlockingClient::disconnect);
        } finally {
            brokers.forEach(EmbeddedMqtt::close);
        }
        assertThat(brokers)
                .allSatisfy(
                        broker -> assertThat(FreePorts.isFree(broker.port())).isTrue());
    }

    @Test
    void shouldKeepQueuedMessagesOverRestartInFileMode() throws Exception {
        // given
        try (EmbeddedMqtt broker =
                EmbeddedMqtt.start(MqttOptions.defaults().withPersistence(MqttOptions.Persistence.FILE))) {
            int port = broker.port();
            Mqtt5BlockingClient subscriber = connect(broker, "sleeper");
            subscriber
                    .subscribeWith()
                    .topicFilter("kept")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            subscriber.disconnect();
            Mqtt5BlockingClient publisher = connect(broker, "publisher");
            publish(publisher, "kept", new byte[LARGE]);
            publisher.disconnect();

            // when
            broker.stop();
            broker.start();

            // then
            assertThat(broker.port()).isEqualTo(port);
            Mqtt5BlockingClient again = client(broker, "sleeper");
            try (Mqtt5Publishes inbox = again.publishes(MqttGlobalPublishFilter.ALL)) {
                again.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(3600)
                        .send();
                Optional<Mqtt5Publish> kept = inbox.receive(30, TimeUnit.SECONDS);
                assertThat(kept)
                        .hasValueSatisfying(publish ->
                                assertThat(publish.getPayloadAsBytes()).hasSize(LARGE));
            }
            again.disconnect();
        }
    }

    private static Mqtt5BlockingClient connect(EmbeddedMqtt broker, String id) {
        Mqtt5BlockingClient client = client(broker, id);
        client.connectWith().cleanStart(true).sessionExpiryInterval(3600).send();
        return client;
    }

    private static Mqtt5BlockingClient client(EmbeddedMqtt broker, String id) {
        return Mqtt5Client.builder()
                .identifier(id)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildBlocking();
    }

    private static void publish(Mqtt5BlockingClient client, String topic, byte[] payload) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    private static String text(Optional<Mqtt5Publish> publish) {
        return publish.map(found -> new String(found.getPayloadAsBytes(), UTF_8))
                .orElse("nothing");
    }
}

package io.domicile.bridge;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A device that speaks MQTT 5 straight to the broker. */
final class Device implements AutoCloseable {

    private final Mqtt5AsyncClient client;

    Device(int port) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("device-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
    }

    /** Publishes with quality of service 1 and waits for the broker. */
    void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), message -> message);
    }

    void publish(String topic, byte[] payload, UnaryOperator<Mqtt5PublishBuilder.Complete> more) {
        client.publish(message(topic, payload, MqttQos.AT_LEAST_ONCE, more)).join();
    }

    void publishAtMostOnce(String topic, String payload) {
        client.publish(message(
                        topic, payload.getBytes(StandardCharsets.UTF_8), MqttQos.AT_MOST_ONCE, message -> message))
                .join();
    }

    /** Publishes {@code {"n":0}} to {@code {"n":count-1}} in this order and waits for the broker. */
    void publishNumbers(String topic, int first, int count) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            byte[] payload = ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
            sent.add(client.publish(message(topic, payload, MqttQos.AT_LEAST_ONCE, more -> more)));
        }
        sent.forEach(CompletableFuture::join);
    }

    /** What arrives on a filter from now on. */
    BlockingQueue<Mqtt5Publish> subscribe(String filter) {
        BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(arrived::add)
                .send()
                .join();
        return arrived;
    }

    @Override
    public void close() {
        client.disconnect().join();
    }

    private static Mqtt5Publish message(
            String topic, byte[] payload, MqttQos qos, UnaryOperator<Mqtt5PublishBuilder.Complete> more) {
        return more.apply(Mqtt5Publish.builder().topic(topic).qos(qos).payload(payload))
                .build();
    }
}

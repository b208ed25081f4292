package io.domicile.benchmarks.bridge.load;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.domicile.benchmarks.harness.measure.Mark;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A device with a connection of its own, MQTT 5, quality of service 1. Thread-safe. */
final class Device implements AutoCloseable {

    private final int number;
    private final MqttTopic topic;
    private final Payload payload;
    private final Mqtt5AsyncClient client;

    private Device(int number, Payload payload, Mqtt5AsyncClient client) {
        this.number = number;
        this.topic = MqttTopic.of("v1/" + Fleet.ORGANIZATION + "/device-" + number + "/telemetry");
        this.payload = payload;
        this.client = client;
    }

    static Device connect(String host, int port, int number, Payload payload, Executor netty, int threads) {
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier("bench-device-" + number)
                .serverHost(host)
                .serverPort(port)
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(netty)
                        .nettyThreads(threads)
                        .build())
                .buildAsync();
        client.connect().join();
        return new Device(number, payload, client);
    }

    /** Completes when the broker has acknowledged. */
    CompletableFuture<Mqtt5PublishResult> publish(int run, int sequence) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .contentType(payload.contentType())
                .payload(payload.with(new Mark(run, number, sequence, System.nanoTime())))
                .build());
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(alreadyGone -> null).join();
    }
}

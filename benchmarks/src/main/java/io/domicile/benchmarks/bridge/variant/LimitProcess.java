package io.domicile.benchmarks.bridge.variant;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.domicile.benchmarks.harness.child.Conversation;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;

/**
 * The least a bridge on the HiveMQ client can do: it takes each message in and acknowledges it by hand at once. Its client
 * is set up as the bridge's is: one connection, one thread, quality of service 1, receive maximum 65535, session kept.
 */
final class LimitProcess {

    private final Reception reception = new Reception();

    private LimitProcess() {}

    /** @param arguments host and port of the MQTT broker, client id, topic filter */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("four arguments expected, found " + arguments.length);
        }
        new LimitProcess().run(arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3]);
    }

    private void run(String host, int port, String clientId, String filter) throws IOException {
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier(clientId)
                .serverHost(host)
                .serverPort(port)
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build())
                .buildAsync();
        var unused = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(this::received, failure -> System.exit(1));
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3600)
                .keepAlive(30)
                .restrictions()
                .receiveMaximum(65_535)
                .applyRestrictions()
                .send()
                .join();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        Conversation.hold("subscribed", reception::answer);
        client.disconnect().join();
    }

    private void received(Mqtt5Publish publish) {
        reception.add(publish.getPayloadAsBytes(), System.nanoTime());
        publish.acknowledge();
    }
}

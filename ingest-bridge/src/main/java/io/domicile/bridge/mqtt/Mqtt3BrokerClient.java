package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.reactivex.disposables.Disposable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A client that speaks MQTT 3.1.1. What it publishes never expires; the broker does not say that it refuses to take a
 * message or to end a subscription; and every SUBSCRIBE has it send its retained messages again.
 */
final class Mqtt3BrokerClient implements BrokerClient {

    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect connect;
    private final Disposable flow;

    /** @param statusTopic of the last will; null for none */
    Mqtt3BrokerClient(MqttClientBuilder builder, MqttConfig config, @Nullable String statusTopic, Listener listener) {
        this.connect = Mqtt3Connect.builder()
                .cleanSession(false)
                .keepAlive((int) config.keepAlive().toSeconds())
                .simpleAuth(credentials(config).orElse(null))
                .willPublish(statusTopic == null ? null : message(BridgeStatus.offline(statusTopic)))
                .build();
        this.client = builder.useMqttVersion3().buildAsync();
        this.flow = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(
                        publish -> listener.received(new Mqtt3Delivery(publish)),
                        listener::flowFailed,
                        listener::flowEnded);
    }

    @Override
    public CompletableFuture<Boolean> connect() {
        return Answers.map(client.connect(connect), Mqtt3ConnAck::isSessionPresent);
    }

    @Override
    public CompletableFuture<List<String>> subscribe(List<String> filters) {
        Mqtt3Subscribe subscribe = Mqtt3Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt3Subscription.builder()
                                .topicFilter(filter)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .build()))
                .build();
        return Answers.map(client.subscribe(subscribe), answer -> notGranted(answer.getReturnCodes()), failure -> {
            if (failure instanceof Mqtt3SubAckException refused) {
                return notGranted(refused.getMqttMessage().getReturnCodes());
            }
            throw new CompletionException(failure);
        });
    }

    @Override
    public CompletableFuture<List<String>> unsubscribe(List<String> filters) {
        Mqtt3Unsubscribe unsubscribe = Mqtt3Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of))
                .build();
        return Answers.map(client.unsubscribe(unsubscribe), done -> List.of());
    }

    @Override
    public CompletableFuture<Boolean> publish(Publication publication) {
        return Answers.map(client.publish(message(publication)), taken -> true);
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public boolean isDisconnected() {
        return client.getState() == MqttClientState.DISCONNECTED;
    }

    @Override
    public void endFlow() {
        flow.dispose();
    }

    private static Optional<Mqtt3SimpleAuth> credentials(MqttConfig config) {
        return config.username().map(username -> {
            Mqtt3SimpleAuthBuilder.Complete auth = Mqtt3SimpleAuth.builder().username(username);
            return config.password()
                    .map(password -> auth.password(password.getBytes(StandardCharsets.UTF_8))
                            .build())
                    .orElseGet(auth::build);
        });
    }

    private static Mqtt3Publish message(Publication publication) {
        return Mqtt3Publish.builder()
                .topic(publication.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(publication.retained())
                .payload(publication.payload())
                .build();
    }

    private static List<String> notGranted(List<Mqtt3SubAckReturnCode> codes) {
        return codes.stream()
                .filter(code -> code != Mqtt3SubAckReturnCode.SUCCESS_MAXIMUM_QOS_1)
                .map(Enum::name)
                .toList();
    }
}

package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictionsBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAckReasonCode;
import io.reactivex.disposables.Disposable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that speaks MQTT 5. */
final class Mqtt5BrokerClient implements BrokerClient {

    private static final Logger LOG = LoggerFactory.getLogger(Mqtt5BrokerClient.class);

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;
    private final Disposable flow;

    /** @param statusTopic of the last will; null for none */
    Mqtt5BrokerClient(MqttClientBuilder builder, MqttConfig config, @Nullable String statusTopic, Listener listener) {
        this.connect = connect(config, statusTopic);
        this.client = builder.useMqttVersion5().buildAsync();
        this.flow = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(
                        publish -> listener.received(new Mqtt5Delivery(publish)),
                        listener::flowFailed,
                        listener::flowEnded);
    }

    @Override
    public CompletableFuture<Boolean> connect() {
        return Answers.map(client.connect(connect), answer -> {
            if (isShortened(answer)) {
                LOG.atWarn().log("The broker will keep the session for less time than the configured session expiry");
            }
            return answer.isSessionPresent();
        });
    }

    @Override
    public CompletableFuture<List<String>> subscribe(List<String> filters) {
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .addSubscriptions(filters.stream().map(Mqtt5BrokerClient::subscription))
                .build();
        return Answers.map(
                client.subscribe(subscribe),
                answer -> notGranted(answer.getReasonCodes()),
                failure -> failure instanceof Mqtt5SubAckException refused
                        ? notGranted(refused.getMqttMessage().getReasonCodes())
                        : rethrow(failure));
    }

    @Override
    public CompletableFuture<List<String>> unsubscribe(List<String> filters) {
        Mqtt5Unsubscribe unsubscribe = Mqtt5Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of))
                .build();
        return Answers.map(
                client.unsubscribe(unsubscribe),
                answer -> refused(answer.getReasonCodes()),
                failure -> failure instanceof Mqtt5UnsubAckException refused
                        ? refused(refused.getMqttMessage().getReasonCodes())
                        : rethrow(failure));
    }

    @Override
    public CompletableFuture<Boolean> publish(Publication publication) {
        return Answers.map(
                client.publish(message(publication)),
                result -> result.getError().isEmpty());
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

    private boolean isShortened(Mqtt5ConnAck answer) {
        return answer.getSessionExpiryInterval().orElse(Long.MAX_VALUE) < connect.getSessionExpiryInterval();
    }

    private static Mqtt5Connect connect(MqttConfig config, @Nullable String statusTopic) {
        Mqtt5ConnectRestrictionsBuilder restrictions =
                Mqtt5ConnectRestrictions.builder().receiveMaximum(config.receiveMaximum());
        if (config.maximumPacketSize().isPresent()) {
            restrictions =
                    restrictions.maximumPacketSize(config.maximumPacketSize().get());
        }
        return Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                .keepAlive((int) config.keepAlive().toSeconds())
                .restrictions(restrictions.build())
                .simpleAuth(credentials(config).orElse(null))
                .willPublish(statusTopic == null ? null : message(BridgeStatus.offline(statusTopic)))
                .build();
    }

    private static Optional<Mqtt5SimpleAuth> credentials(MqttConfig config) {
        return config.username().map(username -> {
            Mqtt5SimpleAuthBuilder.Complete auth = Mqtt5SimpleAuth.builder().username(username);
            return config.password()
                    .map(password -> auth.password(password.getBytes(StandardCharsets.UTF_8))
                            .build())
                    .orElseGet(auth::build);
        });
    }

    private static Mqtt5Subscription subscription(String filter) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .build();
    }

    private static Mqtt5Publish message(Publication publication) {
        Mqtt5PublishBuilder.Complete publish = Mqtt5Publish.builder()
                .topic(publication.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(publication.retained())
                .payload(publication.payload())
                .contentType(publication.contentType());
        Long expiry = publication.expirySeconds();
        return expiry == null
                ? publish.build()
                : publish.messageExpiryInterval(expiry).build();
    }

    private static List<String> notGranted(List<Mqtt5SubAckReasonCode> codes) {
        return codes.stream()
                .filter(code -> code != Mqtt5SubAckReasonCode.GRANTED_QOS_1)
                .map(Enum::name)
                .toList();
    }

    private static List<String> refused(List<Mqtt5UnsubAckReasonCode> codes) {
        return codes.stream().filter(code -> code.isError()).map(Enum::name).toList();
    }

    private static List<String> rethrow(Throwable failure) {
        throw new CompletionException(failure);
    }
}

package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.kit.log.LogKeys;
import io.reactivex.disposables.Disposable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; it is never reconnected, its successor is a new object.
 *
 * <ol>
 *   <li>The flow of messages is registered before CONNECT: on a resumed session they arrive at once, and the client
 *       acknowledges by itself what nobody listens for.
 *   <li>It subscribes with quality of service 1 at most, and fails unless the broker grants exactly that.
 *   <li>When it has ended, its epoch is closed, so that nothing is acknowledged that the broker will deliver again.
 *   <li>No exception leaves the flow, for the client would stop it and stay connected.
 * </ol>
 */
final class MqttConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final Duration DISCONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_PENDING_NOTICES = 256;

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;
    private final Duration timeout;
    private final String filter;
    private final Epoch epoch;
    private final Intake intake;
    private final InstantSource clock;
    private final BridgeMeters meters;
    private final Disposable flow;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();

    MqttConnection(MqttClients clients, Epoch epoch, Intake intake, InstantSource clock, BridgeMeters meters) {
        this.epoch = epoch;
        this.intake = intake;
        this.clock = clock;
        this.meters = meters;
        this.connect = clients.connect();
        this.timeout = clients.timeout();
        this.filter = clients.filter();
        this.client = clients.create(this::disconnected);
        this.flow = client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(this::received, this::flowEnded, this::requestEnd);
    }

    /** Connects and subscribes. */
    void open() throws MqttConnectionException, InterruptedException {
        await("CONNECT", client.connect(connect));
        Mqtt5SubAck granted = await(
                "SUBSCRIBE",
                client.subscribeWith()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                        .send());
        if (!granted.getReasonCodes().equals(List.of(Mqtt5SubAckReasonCode.GRANTED_QOS_1))) {
            throw new MqttConnectionException("the broker did not grant quality of service 1 on the bridge's filter");
        }
    }

    /** Blocks until the connection has ended or is to end. */
    void awaitEnd() throws InterruptedException {
        ending.await();
    }

    /** Makes {@link #awaitEnd} return; whoever waits there closes. Any thread; does not block. */
    void requestEnd() {
        ending.countDown();
    }

    /** Publishes with quality of service 1. Any thread; does not block. */
    void publish(Mqtt5Publish publish, Consumer<Boolean> done) {
        if (ending.getCount() == 0 || pending.size() >= MAX_PENDING_NOTICES) {
            done.accept(false);
            return;
        }
        CompletableFuture<Mqtt5PublishResult> sent = client.publish(publish);
        pending.add(sent);
        var unused = sent.whenComplete((result, failure) -> {
            pending.remove(sent);
            done.accept(failure == null && result.getError().isEmpty());
        });
    }

    /** Ends the connection, keeping the session. What was acknowledged before goes out before. */
    void close() throws InterruptedException {
        requestEnd();
        if (client.getState().isConnected()) {
            pending.add(client.disconnect());
        } else {
            // An attempt under way ends by being given up
            cancelPending();
        }
        boolean hasEnded = client.getState() == MqttClientState.DISCONNECTED
                || disconnected.await(DISCONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        epoch.close();
        if (hasEnded) {
            flow.dispose();
        } else {
            // The flow stays: without it the client would acknowledge by itself what still arrives
            LOG.atWarn().log("The MQTT connection did not end in time; leaving it");
        }
        cancelPending();
    }

    /** A future that never completes would keep the client's thread alive. */
    private void cancelPending() {
        pending.forEach(future -> future.cancel(true));
    }

    private void received(Mqtt5Publish publish) {
        try {
            epoch.register(new PublishDelivery(publish), clock.instant()).ifPresent(intake::take);
        } catch (RuntimeException unforeseen) {
            meters.handlingFailed();
            LOG.atError()
                    .addKeyValue(LogKeys.ERROR, unforeseen.getClass().getName())
                    .log("A message could not be taken in; ending the connection to have it again");
            requestEnd();
        }
    }

    private void flowEnded(Throwable cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.ERROR, cause.getClass().getSimpleName())
                .log("The flow of messages ended; ending the connection");
        requestEnd();
    }

    /** On the client's thread, also after an attempt that failed. */
    private void disconnected() {
        epoch.close();
        disconnected.countDown();
        requestEnd();
    }

    private <T> T await(String what, CompletableFuture<T> answer) throws MqttConnectionException, InterruptedException {
        pending.add(answer);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new MqttConnectionException(what + " failed", cause == null ? failed : cause);
        } catch (TimeoutException late) {
            throw new MqttConnectionException(what + " was not answered in time", late);
        } finally {
            if (answer.isDone()) {
                pending.remove(answer);
            }
        }
    }
}
